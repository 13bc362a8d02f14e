package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.CommitRefusedException;
import dev.xylem.xenstore.client.Connector;
import dev.xylem.xenstore.client.RetryPolicy;
import dev.xylem.xenstore.client.Transports;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores and connections that fail, and peers that make noise: nothing is lost, and everything is said. */
@Timeout(120)
class FaultsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** What comes in a second from a peer that makes 5000 events; here in less. */
    private static final int NOISE = 5_000;

    private static final int CHANGES = 4;
    private static final int IN_FLIGHT = 16;
    private static final int RESTARTS = 3;
    private static final int COMMITS_BETWEEN = 3;
    private static final long SEED = 20_261_128;

    @TempDir
    Path directory;

    private final AtomicLong driven = new AtomicLong();

    private XylemGuest guest(Connector store, Duration timeout) {
        return XylemGuest.builder()
                .journal(line -> driven.set(Long.parseLong(line.substring("resize ".length()))))
                .xenstore(store)
                .timeout(timeout)
                .waitFor(LIMIT)
                .start();
    }

    private XylemGuest guest(RunningStore store) {
        return guest(() -> Transports.connect(store.socket()), LIMIT);
    }

    private static XenstoreClient toolstack(RunningStore store) throws Exception {
        XenstoreClient client = XenstoreClient.builder()
                .path(store.socket())
                .inFlight(IN_FLIGHT)
                .reconnect(RetryPolicy.PATIENT)
                .connect();
        client.write("memory/target", "1000");
        return client;
    }

    private static void await(XenstoreClient client, String path, String value) throws Exception {
        client.await(nodes -> nodes.findText(path).filter(value::equals), LIMIT);
    }

    private static void await(BooleanSupplier condition, String what) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < limit, what);
            Thread.onSpinWait();
        }
    }

    /** Commits until the store takes it; what it says until then names a lost connection, a conflict, or a reply that is missing. */
    private static int commitInTheEnd(XylemGuest guest, long limitKiB) {
        long until = System.nanoTime() + LIMIT.toNanos();
        for (int refused = 0; ; refused++) {
            try {
                guest.commit(tx -> tx.balloon().limitKiB(limitKiB));
                return refused;
            } catch (CommitRefusedException | IllegalStateException e) {
                String why = String.valueOf(e.getMessage());
                assertTrue(
                        why.contains("connection")
                                || why.contains("in time")
                                || why.contains("conflict")
                                || why.contains("no reply"),
                        e::toString);
                assertTrue(System.nanoTime() < until, e::toString);
            }
        }
    }

    /** A store that is killed again and again, each time empty afterwards, while it is written to from two sides. */
    @ParameterizedTest
    @EnumSource
    void aStoreThatIsKilledUnderLoad(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store);
                XylemGuest guest = guest(store)) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger commits = new AtomicInteger();
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread writing = start(failed, () -> {
                for (long target = 10_000; !stop.get(); target++) {
                    try {
                        toolstack.write("memory/target", Long.toString(target));
                    } catch (XenstoreException lost) {
                        // It goes on with the next store.
                        Thread.yield();
                    }
                }
            });
            Thread committing = start(failed, () -> {
                while (!stop.get()) {
                    try {
                        guest.commit(tx -> tx.balloon().limitKiB(20_000));
                    } catch (CommitRefusedException | IllegalStateException e) {
                        // Conflicts, and a store that is away.
                        Thread.yield();
                    }
                    commits.incrementAndGet();
                    XylemGuest.Snapshot seen = guest.snapshot();
                    assertEquals(
                            Math.min(seen.balloon().targetKiB(), seen.balloon().limitKiB()),
                            seen.balloon().goalKiB());
                }
            });
            for (int restart = 0; restart < RESTARTS; restart++) {
                int enough = commits.get() + COMMITS_BETWEEN;
                long before = guest.balloon().targetKiB();
                await(() -> commits.get() >= enough || failed.get() != null, "no attempts to commit");
                await(() -> guest.balloon().targetKiB() > before || failed.get() != null, "it follows the store");
                assertEquals(null, failed.get());
                store.stop();
                store.start();
            }
            long last = guest.balloon().targetKiB();
            await(() -> guest.balloon().targetKiB() > last || failed.get() != null, "it follows the last store");
            stop.set(true);
            for (Thread thread : List.of(writing, committing)) {
                thread.join();
            }
            assertEquals(null, failed.get());
            toolstack.write("memory/target", "3000");
            commitInTheEnd(guest, 2500);
            await(toolstack, "data/goal", "2500");
            assertEquals("2500", toolstack.readText("memory/static-max"));
            await(() -> driven.get() == 2500, "the effect of the last commit");
            await(() -> guest.problems().isEmpty(), "nothing is left to say");
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Thread start(AtomicReference<Throwable> failed, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception | AssertionError e) {
                failed.compareAndSet(null, e);
            }
        });
        thread.start();
        return thread;
    }

    /** Writes without pause, many at a time. */
    private static void noise(XenstoreClient peer, String path, String value, int writes) throws Exception {
        CompletableFuture<?>[] sent = new CompletableFuture<?>[IN_FLIGHT];
        for (int i = 0; i < writes; i += sent.length) {
            for (int j = 0; j < sent.length; j++) {
                sent[j] = peer.writeAsync(path, value).toCompletableFuture();
            }
            CompletableFuture.allOf(sent).join();
        }
    }

    /** Events that mean nothing cause no cycle and hide nothing; those below a watched directory are not even read. */
    @ParameterizedTest
    @EnumSource
    void eventsForNothing(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store);
                XenstoreClient peer = XenstoreClient.builder()
                        .path(store.socket())
                        .inFlight(IN_FLIGHT)
                        .connect();
                XylemGuest guest = guest(store)) {
            peer.write("memory/noise", "0");
            await(toolstack, "data/goal", "1000");
            long before = guest.snapshot().commit();
            noise(peer, "memory/target", "1000", NOISE);
            for (int i = 1; i <= CHANGES; i++) {
                CompletableFuture<Void> noise = CompletableFuture.runAsync(() -> {
                    try {
                        noise(peer, "memory/noise", "1", NOISE / 10);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                String target = Integer.toString(2000 + i);
                toolstack.write("memory/target", target);
                await(toolstack, "data/goal", target);
                noise.join();
            }
            await(() -> driven.get() == 2000 + CHANGES, "the effect of the last commit");
            assertEquals(
                    before + CHANGES, guest.snapshot().commit(), "Rule 2: one cycle for each change, none for noise");
            assertEquals(List.of(), guest.problems());
        }
    }

    /** Commits of the program go through while others write, as fast as they can, what the program does not declare. */
    @ParameterizedTest
    @EnumSource
    void noiseIsInNoCommitsWay(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store);
                XenstoreClient peer = XenstoreClient.connect(store.socket());
                XylemGuest guest = guest(store)) {
            peer.write("memory/noise", "0");
            await(toolstack, "data/goal", "1000");
            AtomicBoolean stop = new AtomicBoolean();
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread noise = start(failed, () -> {
                while (!stop.get()) {
                    peer.write("memory/noise", "1");
                }
            });
            for (int i = 1; i <= 20; i++) {
                long limit = i;
                guest.commit(tx -> tx.balloon().limitKiB(limit));
                assertEquals(Long.toString(limit), toolstack.readText("data/goal"));
            }
            stop.set(true);
            noise.join();
            assertEquals(null, failed.get());
        }
    }

    /** Every reply comes late, each by another time. */
    @ParameterizedTest
    @EnumSource
    void everyReplyIsLate(RunningStore.Kind kind) throws Exception {
        Random random = new Random(SEED);
        FaultyConnection.Fault late = reply -> random.nextInt(2_000_000);
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store);
                XylemGuest guest = guest(faulty(store, new AtomicInteger(), late), LIMIT)) {
            for (int i = 1; i <= 10; i++) {
                String target = Integer.toString(2000 + i);
                toolstack.write("memory/target", target);
                await(toolstack, "data/goal", target);
                assertEquals(0, commitInTheEnd(guest, 1000 + i), "seed " + SEED);
                assertEquals(Integer.toString(1000 + i), toolstack.readText("data/goal"), "seed " + SEED);
                commitInTheEnd(guest, 1_000_000);
            }
            assertEquals(List.of(), guest.problems());
        }
    }

    private static Connector faulty(RunningStore store, AtomicInteger replies, FaultyConnection.Fault fault) {
        return () -> new FaultyConnection(Transports.connect(store.socket()), replies, fault);
    }

    /** For each reply of a program's life one program that never gets it. */
    @Test
    void anyReplyIsLost() throws Exception {
        try (RunningStore store = RunningStore.start(RunningStore.Kind.OWN, directory);
                XenstoreClient toolstack = toolstack(store)) {
            AtomicInteger replies = new AtomicInteger();
            int lost = 0;
            do {
                int which = lost;
                replies.set(0);
                toolstack.write("memory/target", "1000");
                toolstack.write("memory/static-max", "1000000");
                try (XylemGuest guest =
                        started(faulty(store, replies, reply -> reply == which ? -1 : 0), "reply " + lost)) {
                    String name = "without reply " + lost;
                    toolstack.write("memory/target", "2000");
                    await(() -> guest.balloon().targetKiB() == 2000, name);
                    commitInTheEnd(guest, 1500);
                    await(toolstack, "data/goal", "1500");
                    assertEquals("1500", toolstack.readText("memory/static-max"), name);
                    toolstack.write("vcpus/0", "online");
                    await(toolstack, "data/online", "1");
                    toolstack.remove("vcpus");
                    await(toolstack, "data/online", "0");
                    await(() -> driven.get() == 1500, name);
                    await(() -> guest.problems().isEmpty(), name);
                }
                lost++;
            } while (replies.get() > lost);
            assertTrue(lost > 20, "only " + lost + " replies");
        }
    }

    /** What does not start says why, and starts the next time. */
    private XylemGuest started(Connector store, String name) {
        Duration timeout = Duration.ofMillis(100);
        long until = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return guest(store, timeout);
            } catch (IllegalStateException e) {
                String why = String.valueOf(e.getMessage());
                assertTrue(
                        why.startsWith("the program's store cannot be used: no reply to ") || why.contains("in time"),
                        () -> name + ": " + e);
                assertTrue(System.nanoTime() < until, name);
            }
        }
    }
}
