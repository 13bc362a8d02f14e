package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.client.XenstoreClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two programs are the ends of a device: scenarios 1 to 4. */
@Timeout(60)
class DeviceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String FRONT = "/local/domain/0/device/vif/0";
    private static final String BACK = "/local/domain/0/backend/vif/0/0";
    private static final String DISK_FRONT = "/local/domain/0/device/vbd/51712";
    private static final String DISK_BACK = "/local/domain/0/backend/vbd/0/51712";

    private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    private XylemFront front(RunningStore store) {
        return XylemFront.builder()
                .journal(journal::add)
                .xenstore(store.socket())
                .waitFor(LIMIT)
                .start();
    }

    private XylemBack back(RunningStore store) {
        return XylemBack.builder().xenstore(store.socket()).start();
    }

    private static XenstoreClient toolstack(RunningStore store) throws Exception {
        XenstoreClient client = XenstoreClient.connect(store.socket());
        client.write("memory/target", "1000");
        client.mkdir("data");
        return client;
    }

    /** As a toolstack does it: both directories in one transaction. */
    private static void plug(XenstoreClient toolstack, String front, String back) throws Exception {
        toolstack.transact(transaction -> {
            transaction.write(front + "/backend", back);
            transaction.write(front + "/backend-id", "0");
            transaction.write(front + "/mac", "00:16:3e:00:00:01");
            transaction.write(front + "/state", "1");
            transaction.write(back + "/frontend", front);
            transaction.write(back + "/frontend-id", "0");
            transaction.write(back + "/online", "1");
            transaction.write(back + "/state", "1");
            return null;
        });
    }

    private static void unplug(XenstoreClient toolstack, String front, String back) throws Exception {
        toolstack.transact(transaction -> {
            transaction.write(back + "/online", "0");
            transaction.write(back + "/state", "5");
            return null;
        });
        await(toolstack, front + "/state", "6");
        await(toolstack, back + "/state", "6");
        toolstack.transact(transaction -> {
            transaction.remove(front);
            transaction.remove(back);
            return null;
        });
    }

    private static void await(XenstoreClient client, String path, String value) throws Exception {
        client.await(nodes -> nodes.findText(path).filter(value::equals), LIMIT);
    }

    private void awaitSaid(String said) throws InterruptedException {
        List<String> heard = new ArrayList<>();
        do {
            String next = journal.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            heard.add(next == null ? "nothing in time" : next);
        } while (heard.get(heard.size() - 1).startsWith("resize"));
        assertEquals(said, heard.get(heard.size() - 1));
    }

    /** Has the guest follow one more change, so that it has followed all before. */
    private static void settle(XenstoreClient toolstack, int target) throws Exception {
        toolstack.write("memory/target", Integer.toString(target));
        await(toolstack, "data/goal", Integer.toString(target));
    }

    @ParameterizedTest
    @EnumSource
    void bothEndsConnectAndUnplugAndConnectAgain(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store);
                XylemFront front = front(store);
                XylemBack back = back(store)) {
            awaitSaid("down");
            settle(toolstack, 1001);
            assertFalse(toolstack.find(FRONT).isPresent(), "the program made a device");
            List<String> seen = Collections.synchronizedList(new ArrayList<>());
            try (var watch = toolstack.watch(FRONT + "/state", event -> {
                try {
                    seen.add(toolstack.transact(transaction -> transaction
                                    .findText(FRONT + "/state")
                                    .orElse("-")
                            + transaction.findText(FRONT + "/ring-ref").orElse("-")
                            + transaction.findText(FRONT + "/event-channel").orElse("-")));
                } catch (Exception e) {
                    seen.add(e.toString());
                }
            })) {
                assertFalse(watch.path().isEmpty());
                for (int round = 0; round < 3; round++) {
                    plug(toolstack, FRONT, BACK);
                    await(toolstack, FRONT + "/state", "4");
                    await(toolstack, BACK + "/state", "4");
                    awaitSaid("up");
                    assertTrue(front.frontEnd().connected());
                    assertEquals("8", toolstack.readText(FRONT + "/ring-ref"));
                    unplug(toolstack, FRONT, BACK);
                    awaitSaid("down");
                    settle(toolstack, 2000 + round);
                    while (back.backEnd().frontend().isPresent()) {
                        Thread.onSpinWait();
                    }
                    assertFalse(toolstack.find(FRONT).isPresent(), "the directory came back");
                    assertFalse(toolstack.find(BACK).isPresent(), "the directory came back");
                    assertEquals(Optional.empty(), front.frontEnd().backend());
                }
            }
            assertEquals(
                    List.of(),
                    seen.stream()
                            .filter(said -> (said.startsWith("3") || said.startsWith("4")) && !said.endsWith("817"))
                            .toList(),
                    "a state without what belongs to it");
            assertEquals(List.of(), front.problems());
            assertEquals(List.of(), back.problems());
            assertTrue(journal.stream().allMatch(said -> said.startsWith("resize")), journal::toString);
        }
    }

    /** Programs that start when the device is there, and again when the other end is connected to their earlier run. */
    @ParameterizedTest
    @EnumSource
    void programsThatStartLaterConnect(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store)) {
            plug(toolstack, FRONT, BACK);
            try (XylemBack back = back(store)) {
                await(toolstack, BACK + "/state", "2");
                for (int run = 0; run < 2; run++) {
                    try (XylemFront front = front(store)) {
                        awaitSaid("down");
                        awaitSaid("up");
                        assertTrue(front.frontEnd().connected());
                        await(toolstack, BACK + "/state", "4");
                    }
                }
                assertEquals(List.of(), back.problems());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void skippedStates(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store)) {
            plug(toolstack, FRONT, BACK);
            try (XylemFront front = front(store)) {
                toolstack.write(BACK + "/state", "3");
                await(toolstack, FRONT + "/state", "3");
                toolstack.write(BACK + "/state", "4");
                await(toolstack, FRONT + "/state", "4");
                toolstack.write(BACK + "/state", "7");
                await(toolstack, FRONT + "/state", "8");
                toolstack.write(BACK + "/state", "4");
                await(toolstack, FRONT + "/state", "4");
                toolstack.write(BACK + "/state", "nonsense");
                awaitProblem(front);
                assertEquals("4", toolstack.readText(FRONT + "/state"));
                toolstack.remove(BACK);
                await(toolstack, FRONT + "/state", "6");
            }
            plug(toolstack, FRONT, BACK);
            toolstack.write(FRONT + "/state", "3");
            try (XylemBack back = back(store)) {
                await(toolstack, BACK + "/state", "4");
                toolstack.write(FRONT + "/state", "5");
                await(toolstack, BACK + "/state", "5");
                toolstack.write(FRONT + "/state", "6");
                await(toolstack, BACK + "/state", "6");
                assertEquals(List.of(), back.problems());
            }
        }
    }

    private static void awaitProblem(XylemFront front) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (front.problems().isEmpty()) {
            assertTrue(System.nanoTime() < limit, "no problem in time");
            Thread.onSpinWait();
        }
        assertTrue(front.problems().get(0).path().endsWith("device/vif/0/backend/@/state"), front.problems()::toString);
    }

    @ParameterizedTest
    @EnumSource
    void aDiskWaitsForItsScript(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store);
                XylemBack back = back(store)) {
            plug(toolstack, DISK_FRONT, DISK_BACK);
            await(toolstack, DISK_BACK + "/state", "2");
            toolstack.write(DISK_FRONT + "/state", "3");
            BlockingQueue<String> statuses = new LinkedBlockingQueue<>();
            try (var subscription = back.changes().disk().status(change -> statuses.add(change.newValue()))) {
                assertTrue(!subscription.toString().isEmpty());
                toolstack.write(DISK_BACK + "/hotplug-error", "no such volume");
                assertEquals("failed: no such volume", statuses.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
                assertEquals("2", toolstack.readText(DISK_BACK + "/state"));
                toolstack.transact(transaction -> {
                    transaction.remove(DISK_BACK + "/hotplug-error");
                    transaction.write(DISK_BACK + "/physical-device", "fd:1");
                    return null;
                });
                assertEquals("CONNECTED", statuses.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
                await(toolstack, DISK_BACK + "/state", "4");
            }
        }
    }
}
