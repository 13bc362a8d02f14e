package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built guest under Debian's XenStore clients. Rules are those of the guide. */
class GuestIT {
    private static final String EFFECT = "balloon: resize to ";

    @TempDir
    Path directory;

    private Path socket;
    private Tool tool;
    private Running guest;

    @BeforeEach
    void serve() throws Exception {
        Tool.require("xenstore-write", "xenstore-utils");
        socket = directory.resolve("guest.sock");
        tool = new Tool(socket);
        guest = Running.jar(Repository.sample("guest"), "serve", "--xenstore", socket.toString());
        guest.await("guest: serving xenstore at " + socket);
        // Rule 6: every effect runs once at the start.
        guest.await(EFFECT + "131072 KiB");
    }

    @AfterEach
    void kill() {
        if (guest != null) {
            guest.close();
        }
    }

    @Test
    void printsTheLineToTry() throws Exception {
        assertEquals(
                "  XENSTORED_PATH=" + socket + " xenstore-write memory/target 262144",
                guest.await("  XENSTORED_PATH="));
    }

    /** Rules 3 and 6: once for each commit that changed the value, and not for the one in between that did not. */
    @Test
    void aWriteMakesTheEffectPrintOnce() throws Exception {
        tool.ok("xenstore-write", "memory/target", "262144");
        guest.await(EFFECT + "262144 KiB");
        tool.ok("xenstore-write", "memory/target", "262144");
        tool.ok("xenstore-write", "memory/target", "300000");
        assertEquals(
                List.of(EFFECT + "131072 KiB", EFFECT + "262144 KiB", EFFECT + "300000 KiB"), guest.await(3, EFFECT));
    }

    /** Rule 2: the client writes both values in one transaction, which is one cycle. */
    @Test
    void aTransactionIsOneCycle() throws Exception {
        tool.ok("xenstore-write", "memory/target", "5000", "memory/static-max", "4000");
        tool.ok("xenstore-write", "memory/target", "3000");
        assertEquals(List.of(EFFECT + "131072 KiB", EFFECT + "4000 KiB", EFFECT + "3000 KiB"), guest.await(3, EFFECT));
    }

    /** Rule 5: the event of the published path comes with the commit, and whoever reads then sees the derived value. */
    @Test
    void aWatcherOfThePublishedPathSeesTheDerivedValue() throws Exception {
        assertEquals("131072", tool.ok("xenstore-read", "data/goal"));
        try (Running watch = tool.start("xenstore-watch", "data/goal")) {
            watch.await("data/goal"); // a new watch fires at once
            tool.ok("xenstore-write", "memory/target", "2097152");
            watch.await(2, "data/goal");
            assertEquals("1048576", tool.ok("xenstore-read", "data/goal"));
        }
    }

    /** Rule 4: what does not convert is refused whole, and the reason is readable. */
    @Test
    void aValueThatDoesNotConvertIsRefusedAndChangesNothing() throws Exception {
        String before = tool.ok("xenstore-ls", "-f", "/local");
        Tool.Result banana = tool.run("xenstore-write", "memory/static-max", "7", "memory/target", "banana");
        assertNotEquals(0, banana.status(), banana.text());
        assertEquals(before, tool.ok("xenstore-ls", "-f", "/local"));

        assertEquals("1", tool.ok("xenstore-read", "/sys/refusals"));
        String reason = tool.ok("xenstore-ls", "/sys/refusals");
        assertTrue(reason.contains("memory/target") && reason.contains("banana"), reason);

        tool.ok("xenstore-write", "memory/target", "1000");
        assertEquals(List.of(EFFECT + "131072 KiB", EFFECT + "1000 KiB"), guest.await(2, EFFECT));
    }

    /** Rule 4: a commit that would leave a required value absent is refused, removal of its parent included. */
    @Test
    void aRequiredValueCannotBeRemoved() throws Exception {
        assertNotEquals(0, tool.run("xenstore-rm", "memory/target").status());
        assertNotEquals(0, tool.run("xenstore-rm", "memory").status());
        assertEquals("131072", tool.ok("xenstore-read", "memory/target"));
    }

    /** Rule 5: published values belong to the application. */
    @Test
    void aPublishedValueCannotBeWrittenOrRemoved() throws Exception {
        assertNotEquals(0, tool.run("xenstore-write", "data/goal", "1").status());
        assertNotEquals(0, tool.run("xenstore-rm", "data/goal").status());
        assertEquals("131072", tool.ok("xenstore-read", "data/goal"));
    }

    @Test
    void theOtherClientsWork() throws Exception {
        tool.ok("xenstore-write", "attr/a", "1", "attr/b", "2");
        assertEquals("a\nb", tool.ok("xenstore-list", "attr"));
        assertEquals("a = \"1\"\nb = \"2\"", tool.ok("xenstore-ls", "attr").replaceAll(" *\\.* *\\n", "\n"));

        tool.ok("xenstore-chmod", "attr/a", "n0", "r5");
        assertTrue(tool.ok("xenstore-ls", "-p", "attr").contains("(n0,r5)"));

        tool.ok("xenstore-exists", "attr/a");
        tool.ok("xenstore-rm", "attr/a");
        assertEquals(1, tool.run("xenstore-exists", "attr/a").status());
        tool.ok("xenstore-exists", "attr/b");
    }

    @Test
    void sigtermEndsItWithStatusZeroAndRemovesTheSocket() throws Exception {
        guest.terminate();
        assertEquals(0, guest.status(), guest::output);
        assertFalse(Files.exists(socket), "the socket is left behind");
    }

    @Test
    void aClientThatIsConnectedDoesNotHoldUpTheEnd() throws Exception {
        try (Running watch = tool.start("xenstore-watch", "data/goal")) {
            watch.await("data/goal");
            guest.terminate();
            assertEquals(0, guest.status(), guest::output);
        }
    }

    @Test
    void aSecondProgramOnTheSameSocketIsRefusedAndTheFirstGoesOn() throws Exception {
        try (Running second = Running.jar(Repository.sample("guest"), "serve", "--xenstore", socket.toString())) {
            assertEquals(1, second.status(), second::output);
            assertTrue(second.output().contains(socket.toString()), second::output);
        }
        assertEquals("131072", tool.ok("xenstore-read", "memory/target"));
    }

    @Test
    void aSocketThatACrashLeftBehindIsReplaced() throws IOException, InterruptedException {
        guest.close();
        assertNotEquals(0, guest.status());
        assertTrue(Files.exists(socket));
        try (Running again = Running.jar(Repository.sample("guest"), "serve", "--xenstore", socket.toString())) {
            again.await("guest: serving xenstore at " + socket);
            assertEquals("131072", tool.ok("xenstore-read", "memory/target"));
        }
    }
}
