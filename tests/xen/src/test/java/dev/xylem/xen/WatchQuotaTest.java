package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.XenstoreClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A domain with room for three watches. */
@Timeout(60)
class WatchQuotaTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int DOMAIN = 7;
    private static final int QUOTA = 3;

    private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    private static void await(XenstoreClient client, String path, String value) throws Exception {
        client.await(nodes -> nodes.findText(path).filter(value::equals), LIMIT);
    }

    private static void await(BooleanSupplier condition) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < limit, "not in time");
            Thread.onSpinWait();
        }
    }

    private XylemFront front(GuestRing ring) {
        return XylemFront.builder()
                .journal(journal::add)
                .xenstore(ring.connector())
                .waitFor(LIMIT)
                .start();
    }

    /** The program needs a watch more than there is: it says how many, leaves nothing behind, and starts when there is room. */
    @ParameterizedTest
    @EnumSource
    void aProgramThatNeedsMoreDoesNotStart(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory, QUOTA);
                XenstoreClient toolstack = XenstoreClient.connect(store.socket())) {
            GuestRing ring = GuestRing.introduce(toolstack, store.rings(), DOMAIN);
            toolstack.write(ring.home() + "/memory/target", "1000");
            try (XenstoreClient other =
                    XenstoreClient.builder().connector(ring.connector()).connect()) {
                assertEquals("1000", other.readText("memory/target"));
            }
            IllegalStateException e = assertThrows(
                    IllegalStateException.class,
                    () -> XylemMany.builder().xenstore(ring.connector()).start());
            assertTrue(
                    e.getMessage()
                            .startsWith(
                                    "the program's store cannot be used: the program needs 4 watches, on a, b, c, d: "),
                    e::toString);
            assertTrue(e.getMessage().contains(" from WATCH of d: out of quota: watches"), e::toString);
            try (XylemFront front = front(ring)) {
                assertEquals("1000", toolstack.readText(ring.home() + "/memory/target"));
                await(toolstack, ring.home() + "/data/goal", "1000");
                assertEquals(List.of(), front.problems());
            }
        }
    }

    /** A link that needs a watch more than there is: named, everything else goes on, and the other end's steps are seen late. */
    @ParameterizedTest
    @EnumSource
    void aLinkForWhichThereIsNoWatch(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory, QUOTA);
                XenstoreClient toolstack = XenstoreClient.connect(store.socket())) {
            GuestRing ring = GuestRing.introduce(toolstack, store.rings(), DOMAIN);
            String back = "/local/domain/0/backend/vif/7/0";
            toolstack.write(ring.home() + "/memory/target", "1000");
            try (XylemFront front = front(ring)) {
                await(toolstack, ring.home() + "/data/goal", "1000");
                toolstack.transact(transaction -> {
                    transaction.write(ring.home() + "/device/vif/0/state", "1");
                    transaction.write(ring.home() + "/device/vif/0/backend", back);
                    transaction.write(back + "/state", "1");
                    transaction.setPermissions(back + "/state", List.of(Permission.of("n0"), Permission.of("r7")));
                    return null;
                });
                await(() -> !front.problems().isEmpty());
                assertEquals(back, front.problems().get(0).path());
                assertTrue(
                        front.problems().get(0).rule().contains("out of quota: watches"), front.problems()::toString);
                toolstack.write(back + "/state", "2");
                toolstack.write(ring.home() + "/memory/target", "2000");
                await(toolstack, ring.home() + "/data/goal", "2000");
                // Any change has the other end read.
                await(toolstack, ring.home() + "/device/vif/0/state", "3");
                toolstack.remove(ring.home() + "/device/vif/0");
                await(() -> front.problems().isEmpty());
            }
            assertTrue(journal.poll(LIMIT.toSeconds(), TimeUnit.SECONDS) != null);
        }
    }
}
