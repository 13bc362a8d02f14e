package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.RetryPolicy;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.control.ShutdownRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shutdown protocol, the return of a store, and resume: scenario 24. */
@Timeout(60)
class LifecycleTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    private XylemNode node(RunningStore store) throws Exception {
        XylemNode node = XylemNode.builder()
                .journal(journal::add)
                .shutdownHandler(request -> journal.add(request.name()))
                .xenstore(store.socket())
                .waitFor(LIMIT)
                .start();
        assertEquals("resize 1000", next());
        return node;
    }

    private String next() throws InterruptedException {
        String said = journal.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return said == null ? "nothing in time" : said;
    }

    private static void await(XenstoreClient client, String path, String value) throws Exception {
        client.await(nodes -> nodes.findText(path).filter(value::equals), LIMIT);
    }

    private static XenstoreClient toolstack(RunningStore store) throws Exception {
        XenstoreClient client = XenstoreClient.builder()
                .path(store.socket())
                .reconnect(RetryPolicy.PATIENT)
                .connect();
        client.write("memory/target", "1000");
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void shutdownIsAcknowledgedAndThenDone(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store);
                XylemNode node = node(store)) {
            for (String feature : List.of("poweroff", "reboot", "suspend")) {
                await(toolstack, "control/feature-" + feature, "1");
            }
            for (String request : List.of("suspend", "suspend", "poweroff", "reboot", "halt")) {
                toolstack.write("control/shutdown", request);
                await(toolstack, "control/shutdown", "");
                assertEquals(request.toUpperCase(java.util.Locale.ROOT), next(), "once, after the acknowledgement");
            }
            toolstack.write("control/shutdown", "tango");
            await(toolstack, "control/shutdown", "");
            // Nothing is called for it, and it is in nobody's way.
            toolstack.write("memory/target", "2000");
            assertEquals("resize 2000", next());
            assertEquals(ShutdownRequest.NONE, node.shutdown().request());
        }
    }

    /** Published state is remembered by the store. */
    @ParameterizedTest
    @EnumSource
    void stateGoesOnWhereTheStoreHasIt(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store)) {
            for (int run = 0; run < 3; run++) {
                try (XylemNode node = node(store)) {
                    assertEquals(2 * run, node.count().changes());
                    toolstack.write("memory/target", "2000");
                    assertEquals("resize 2000", next());
                    toolstack.write("memory/target", "1000");
                    assertEquals("resize 1000", next());
                    await(toolstack, "data/changes", Long.toString(2L * run + 2));
                }
            }
        }
    }

    /** A request from before the start is no other than a later one. */
    @ParameterizedTest
    @EnumSource
    void aRequestThatWaitedIsTaken(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store)) {
            toolstack.write("control/shutdown", "poweroff");
            try (XylemNode node = node(store)) {
                assertEquals("POWEROFF", next());
                await(toolstack, "control/shutdown", "");
                assertTrue(node.problems().isEmpty());
            }
        }
    }

    /**
     * After a resume, or on another host, nothing tells a program so but its watches, which all fire. What it has published may be
     * gone.
     */
    @ParameterizedTest
    @EnumSource
    void whatIsPublishedIsThereAfterAResume(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = toolstack(store);
                XylemNode node = node(store)) {
            await(toolstack, "data/goal", "1000");
            await(toolstack, "control/feature-suspend", "1");
            long commit = node.snapshot().commit();
            toolstack.mkdir("vcpus");
            toolstack.transact(transaction -> {
                transaction.remove("data/goal");
                transaction.remove("control/feature-suspend");
                transaction.write("control/shutdown", "");
                for (String watched : List.of("memory", "vcpus")) {
                    transaction.setPermissions(watched, List.of(Permission.of("n0")));
                }
                return null;
            });
            await(toolstack, "data/goal", "1000");
            await(toolstack, "control/feature-suspend", "1");
            toolstack.write("memory/target", "2000");
            assertEquals("resize 2000", next());
            assertTrue(node.snapshot().commit() <= commit + 3, "a cycle without a difference");
        }
    }

    /** Watches are there again, everything is read, and what differs is one cycle. */
    @ParameterizedTest
    @EnumSource
    void aStoreThatComesBackIsFollowedAgain(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory)) {
            XenstoreClient before = toolstack(store);
            try (XylemNode node = node(store)) {
                await(before, "data/goal", "1000");
                before.close();
                long commit = node.snapshot().commit();
                store.stop();
                store.start();
                try (XenstoreClient toolstack = XenstoreClient.connect(store.socket())) {
                    // The program refuses a store without what it needs, and stays with what it has.
                    await(toolstack, "data/goal", "1000");
                    toolstack.transact(transaction -> {
                        transaction.write("memory/target", "3000");
                        transaction.write("memory/static-max", "2000");
                        return null;
                    });
                    assertEquals("resize 2000", next());
                    await(toolstack, "data/goal", "2000");
                    await(toolstack, "control/feature-suspend", "1");
                    assertEquals(commit + 1, node.snapshot().commit(), "Rule 2: one cycle for the difference");
                    toolstack.write("control/shutdown", "suspend");
                    assertEquals("SUSPEND", next());
                    await(toolstack, "control/shutdown", "");
                    assertEquals(List.of(), node.problems());
                }
            }
        }
    }
}
