package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.client.RetryPolicy;
import dev.xylem.xenstore.client.XenstoreClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program of the target xen does on any store. Rules are those of the guide. */
@Timeout(60)
abstract class RootContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    final BlockingQueue<String> journal = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    XenstoreClient toolstack;

    /** The socket of a store whose home of local callers is empty. */
    abstract Path start(Path place) throws Exception;

    abstract void stop() throws Exception;

    @BeforeEach
    void connect() throws Exception {
        toolstack = XenstoreClient.builder()
                .path(start(directory))
                .reconnect(RetryPolicy.PATIENT)
                .connect();
        for (String place : List.of("memory", "data", "vcpus")) {
            toolstack.mkdir(place);
            toolstack.remove(place);
        }
        toolstack.write("memory/target", "1000");
    }

    @AfterEach
    void disconnect() throws Exception {
        toolstack.close();
        stop();
    }

    abstract Path socket();

    /** Whether a busy writer can keep the transactions of others from ever being committed. */
    boolean mayStarve() {
        return true;
    }

    XylemGuest guest() throws Exception {
        XylemGuest guest = XylemGuest.builder()
                .journal(journal::add)
                .xenstore(socket())
                .waitFor(LIMIT)
                .start();
        assertEquals("resize 1000", next());
        return guest;
    }

    String next() throws InterruptedException {
        String said = journal.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return said == null ? "nothing in time" : said;
    }

    /** Waits until a node has a value. */
    void await(String path, String value) throws Exception {
        toolstack.await(nodes -> nodes.findText(path).filter(value::equals), LIMIT);
    }

    static void await(BooleanSupplier condition) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < limit, "not in time");
            Thread.onSpinWait();
        }
    }

    @Test
    void followsAndPublishes() throws Exception {
        try (XylemGuest guest = guest()) {
            await("data/goal", "1000");
            assertEquals("0", toolstack.readText("data/online"));
            long before = guest.snapshot().commit();
            toolstack.transact(transaction -> {
                transaction.write("memory/target", "3000");
                transaction.write("memory/static-max", "2000");
                return null;
            });
            assertEquals("resize 2000", next());
            await("data/goal", "2000");
            assertEquals(before + 1, guest.snapshot().commit(), "Rule 2: one cycle for the batch");
            assertEquals(3000, guest.balloon().targetKiB());
            toolstack.write("memory/target", "3000");
            toolstack.write("memory/static-max", "2500");
            assertEquals("resize 2500", next());
        }
    }

    @Test
    void directoriesAreReadBackWhole() throws Exception {
        try (XylemGuest guest = guest()) {
            toolstack.write("vcpus/0", "online");
            toolstack.write("vcpus/1", "offline");
            toolstack.write("vcpus/2", "online");
            await("data/online", "2");
            assertEquals(
                    Map.of(0, "online", 1, "offline", 2, "online"),
                    guest.balloon().vcpus());
            toolstack.remove("vcpus/0");
            await("data/online", "1");
            toolstack.remove("vcpus");
            await("data/online", "0");
            assertEquals(Map.of(), guest.balloon().vcpus());
        }
    }

    /** Rule 9. */
    @Test
    void familiesFollowInstanceByInstance() throws Exception {
        toolstack.mkdir("device/vif");
        toolstack.remove("device/vif");
        toolstack.write("device/vif/0/mac", "a");
        try (XylemHub hub = XylemHub.builder()
                .journal(journal::add)
                .xenstore(socket())
                .waitFor(LIMIT)
                .start()) {
            assertEquals("serve 0 a 0", next());
            toolstack.transact(transaction -> {
                transaction.write("device/vif/0/queue-0/ring", "8");
                transaction.write("device/vif/0/queue-1/ring", "9");
                return null;
            });
            assertEquals("serve 0 a 2", next());
            assertEquals("close 0 a", next());
            toolstack.write("device/vif/1/mac", "b");
            assertEquals("serve 1 b 0", next());
            toolstack.remove("device/vif/0");
            assertEquals("close 0 a", next());
            assertEquals(0, hub.net().queues());
            hub.commit(tx -> tx.net().removeVifs(1));
            assertEquals("close 1 b", next());
            assertEquals(Map.of(), hub.net().changes().toMap());
        }
    }

    /** Rule 4: what has changed already cannot be refused. */
    @Test
    void whatCannotBeRefusedLeavesTheLastGoodState() throws Exception {
        try (XylemGuest guest = guest()) {
            toolstack.write("memory/target", "banana");
            await(() -> !guest.problems().isEmpty());
            assertEquals(1000, guest.balloon().targetKiB());
            Problem problem = guest.problems().get(0);
            assertTrue(problem.path().endsWith("memory/target"), problem::toString);
            assertEquals("\"banana\"", problem.value());
            toolstack.write("memory/static-max", "500");
            toolstack.remove("memory/target");
            await(() -> guest.problems().stream().anyMatch(p -> p.value().equals("(absent)")));
            assertEquals(1_048_576, guest.balloon().limitKiB(), "the batch was refused whole");
            toolstack.write("memory/target", "4000");
            assertEquals("resize 500", next(), "the next good batch mends it, with what was refused before");
            await(() -> guest.problems().isEmpty());
        }
    }

    /** Rules 5 and 6: inputs and published values in one transaction; its events cause no cycle. */
    @Test
    void aCommitIsOneTransaction() throws Exception {
        try (XylemGuest guest = guest()) {
            await("data/goal", "1000");
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            AtomicBoolean disagreed = new AtomicBoolean();
            try (var watch = toolstack.watch("memory", event -> {
                try {
                    List<String> both = toolstack.transact(transaction ->
                            List.of(transaction.readText("memory/target"), transaction.readText("data/goal")));
                    if (!both.get(0).equals(both.get(1))) {
                        disagreed.set(true);
                    }
                    seen.add(both.get(0));
                } catch (Exception e) {
                    seen.add(e.toString());
                }
            })) {
                assertTrue(!watch.toString().isEmpty());
                guest.commit(tx -> tx.balloon().targetKiB(2000));
                assertEquals("2000", toolstack.readText("memory/target"));
                assertEquals("2000", toolstack.readText("data/goal"));
                assertEquals("resize 2000", next());
                long own = guest.snapshot().commit();
                for (int i = 3; i < 20; i++) {
                    long target = 1000L * i;
                    guest.commit(tx -> tx.balloon().targetKiB(target));
                    assertEquals("resize " + target, next());
                }
                toolstack.write("vcpus/0", "online");
                await("data/online", "1");
                assertEquals(own + 18, guest.snapshot().commit(), "no cycle for events of the program's own commits");
                await(() -> seen.contains("19000"));
                assertTrue(!disagreed.get(), "inputs and published values disagreed");
            }
        }
    }

    @Test
    void aRefusedCommitChangesNothing() throws Exception {
        try (XylemGuest guest = guest()) {
            assertThrows(
                    CommitRefusedException.class,
                    () -> guest.commit(tx -> {
                        tx.balloon().targetKiB(5);
                        remove(tx);
                    }));
            assertEquals("1000", toolstack.readText("memory/target"));
            assertEquals(1000, guest.balloon().targetKiB());
        }
    }

    private static void remove(XylemGuest.Tx tx) {
        try {
            tx.operations().remove(dev.xylem.store.Path.of("/local/domain/0/memory/target"));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    /** A peer that rewrites an input in a tight loop. */
    @Test
    void commitsInSpiteOfABusyPeer() throws Exception {
        try (XylemGuest guest = guest();
                XenstoreClient peer = XenstoreClient.connect(socket())) {
            AtomicBoolean stop = new AtomicBoolean();
            Thread busy = new Thread(() -> {
                try {
                    for (long i = 10_000; !stop.get(); i++) {
                        peer.write("memory/target", Long.toString(i));
                    }
                } catch (Exception e) {
                    journal.add(e.toString());
                }
            });
            busy.start();
            try {
                for (int i = 0; i < 3; i++) {
                    long limit = 100 + i;
                    try {
                        guest.commit(tx -> tx.balloon().limitKiB(limit));
                        assertEquals(Long.toString(limit), toolstack.readText("data/goal"));
                    } catch (IllegalStateException e) {
                        assertTrue(mayStarve() && e.getMessage().startsWith("the commit conflicted"), e::toString);
                    }
                }
            } finally {
                stop.set(true);
                busy.join();
            }
            toolstack.write("memory/target", "7");
            await("data/goal", "7");
        }
    }

    @Test
    void waitsForWhatIsRequired() throws Exception {
        toolstack.remove("memory/target");
        Thread later = new Thread(() -> {
            try {
                toolstack.write("memory/target", "1000");
            } catch (Exception e) {
                journal.add(e.toString());
            }
        });
        later.start();
        try (XylemGuest guest = guest()) {
            assertEquals(1000, guest.balloon().goalKiB());
        }
        later.join();
        toolstack.remove("memory/target");
        CommitRefusedException e = assertThrows(
                CommitRefusedException.class,
                () -> XylemGuest.builder()
                        .journal(journal::add)
                        .xenstore(socket())
                        .waitFor(Duration.ofMillis(10))
                        .start());
        assertEquals("(absent)", e.problems().get(0).value());
        try (XylemGuest guest = XylemGuest.builder()
                .journal(journal::add)
                .xenstore(socket())
                .initial(tx -> tx.balloon().targetKiB(42))
                .start()) {
            await("memory/target", "42");
            await("data/goal", "42");
            assertEquals(
                    Optional.of("42"), Optional.of(Long.toString(guest.balloon().targetKiB())));
        }
    }
}
