package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the built programs start, and what they say when they cannot. */
class ProgramIT {
    @TempDir
    Path directory;

    @Test
    void theDemonstrationExplainsItselfAndEndsWithStatusZero() throws Exception {
        try (Running guest = Running.jar(Repository.sample("guest"))) {
            assertEquals(0, guest.status(), guest::output);
            guest.await("    z = x + y = 42");
            guest.await("    effect: driver.balloonTo(262144)");
            guest.await("    refused: /local/domain/0/memory/target = \"banana\": ");
            guest.await("    as before: memory/target = 262144");
        }
    }

    @Test
    void helpListsTheOptionsOfTheExports() throws Exception {
        try (Running store = Running.jar(Repository.sample("store"), "--help")) {
            assertEquals(0, store.status(), store::output);
            assertTrue(store.output().contains("--xenstore SOCKET"), store::output);
            assertTrue(store.output().contains("--ninep ADDRESS"), store::output);
        }
    }

    @Test
    void anUnknownOptionEndsItWithStatusTwo() throws Exception {
        try (Running store = Running.jar(Repository.sample("store"), "--xenstor", "x")) {
            assertEquals(2, store.status(), store::output);
            store.await("daemon: unknown option --xenstor: did you mean --xenstore?");
        }
    }

    /** Rule 11: required values that are missing stop the start. */
    @Test
    void aMissingRequiredValueEndsItWithStatusOne() throws Exception {
        try (Running guest = generatedMain("--xenstore", socket())) {
            assertEquals(1, guest.status(), guest::output);
            assertTrue(guest.output().contains("/local/domain/0/memory/target"), guest::output);
        }
    }

    /** Rule 11: every problem of the initial values at once, each with where it came from. */
    @Test
    void problemsOfTheInitialValuesAreNamedWithTheirPlace() throws Exception {
        Path file = Files.writeString(directory.resolve("guest.init"), "# a guest\nmemory/target=banana\nx=1\n");
        try (Running guest = generatedMain("--init", file.toString(), "--set", "y=pear", "--xenstore", socket())) {
            assertEquals(1, guest.status(), guest::output);
            guest.await("guest: " + file + ":2: /local/domain/0/memory/target = \"banana\": ");
            guest.await("guest: --set: /local/domain/0/y = \"pear\": ");
        }
    }

    @Test
    void initialValuesComeFromFileAndCommandLine() throws Exception {
        Path file = Files.writeString(directory.resolve("guest.init"), "memory/target=7000\n");
        try (Running guest =
                generatedMain("--init", file.toString(), "--set", "memory/static-max=6000", "--xenstore", socket())) {
            guest.await("balloon: resize to 6000 KiB");
        }
    }

    @Test
    void theStoreAnswersClientsAtItsDefaultAddressAndEndsCleanly() throws Exception {
        Tool.require("xenstore-write", "xenstore-utils");
        ProcessBuilder builder = Running.java("-jar", Repository.sample("store"));
        builder.environment().put("XDG_RUNTIME_DIR", directory.toString());
        try (Running store = new Running(builder)) {
            String line = store.await("daemon: serving xenstore at ");
            Path socket = Path.of(line.substring(line.lastIndexOf(' ') + 1));
            assertEquals(directory, socket.getParent().getParent());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));

            Tool tool = new Tool(socket);
            tool.ok("xenstore-write", "/vm/1/name", "guest", "data/x", "1");
            assertEquals("guest", tool.ok("xenstore-read", "/vm/1/name"));
            // Callers of the socket are domain 0.
            assertEquals("1", tool.ok("xenstore-read", "/local/domain/0/data/x"));
            tool.ok("xenstore-chmod", "/vm/1", "n0", "r5");
            assertTrue(tool.ok("xenstore-ls", "-p", "/vm").contains("(n0,r5)"));
            tool.ok("xenstore-rm", "/vm");
            assertEquals(1, tool.run("xenstore-exists", "/vm").status());

            store.terminate();
            assertEquals(0, store.status(), store::output);
            assertTrue(Files.notExists(socket), "the socket is left behind");
        }
    }

    /** What the README shows of generated code is what the processor writes. */
    @Test
    void theReadmeShowsTheGeneratedCodeAsItIs() throws IOException {
        String readme = Files.readString(Repository.file("README.md"));
        int start = readme.indexOf("        if (balloon_targetKiB_changed");
        String shown = readme.substring(start, readme.indexOf("```", start));
        String generated = Files.readString(Repository.file(
                "samples/guest/target/generated-sources/annotations" + "/org/example/guest/XylemGuest_Graph.java"));
        assertTrue(generated.contains(shown), shown);
    }

    private String socket() {
        return directory.resolve("guest.sock").toString();
    }

    /** The generated main itself, without the values that the sample's own main adds. */
    private static Running generatedMain(String... options) throws IOException {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "org.example.guest.XylemGuest";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new Running(Running.java("-cp", Repository.sample("guest"), arguments));
    }
}
