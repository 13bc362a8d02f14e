package dev.xylem.xenstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.xylem.store.Path;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Xen's own command-line tools against our server. */
@Timeout(120)
class ToolsTest {
    private static final String WHERE = "install Debian's package xenstore-utils to run these tests";

    @TempDir
    java.nio.file.Path directory;

    private Store store;
    private SocketService service;

    private record Outcome(int status, String output) {}

    @BeforeAll
    static void toolsAreThere() {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(java.nio.file.Path.of(place, "xenstore-read")));
        if (!there && System.getenv("CI") != null) {
            fail("xenstore-read is missing and CI is set: " + WHERE);
        }
        Assumptions.assumeTrue(there, "xenstore-read is missing: " + WHERE);
    }

    @BeforeEach
    void open() throws IOException {
        store = Store.builder(new XenAccess()).build();
        service = (SocketService)
                new Xenstore().open(store, directory.resolve("socket").toString());
    }

    @AfterEach
    void close() {
        service.close();
        store.close();
    }

    private Process start(String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.set(0, "xenstore-" + line.get(0));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("XENSTORED_PATH", service.address());
        return builder.start();
    }

    private Outcome run(String... command) throws Exception {
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private String output(String... command) throws Exception {
        Outcome outcome = run(command);
        assertEquals(0, outcome.status(), () -> String.join(" ", command) + ": " + outcome.output());
        return outcome.output();
    }

    @Test
    void writeAndRead() throws Exception {
        assertEquals("", output("write", "/vm/a", "hello"));
        assertEquals("hello\n", output("read", "/vm/a"));
        assertEquals("", output("write", "/vm/b", "1", "/vm/c", "2"));
        assertEquals("1\n2\n", output("read", "/vm/b", "/vm/c"));
        assertEquals("/vm/b: 1\n", output("read", "-p", "/vm/b"));
    }

    @Test
    void relativePathsAreBelowDomain0() throws Exception {
        output("write", "memory/target", "262144");
        assertEquals("262144\n", output("read", "/local/domain/0/memory/target"));
    }

    @Test
    void errorsFail() throws Exception {
        assertEquals(1, run("read", "/none").status());
        assertEquals(1, run("write", "/illegal:path", "x").status());
        assertEquals(1, run("rm", "/none/below").status());
        assertEquals(1, run("list", "/none").status());
    }

    @Test
    void listAndTree() throws Exception {
        output("write", "/vm/b", "2", "/vm/a", "1", "/vm/a/x", "3");
        assertEquals("a\nb\n", output("list", "/vm"));
        String tree = output("ls", "/vm");
        assertEquals(
                List.of("a = \"1\"", " x = \"3\"", "b = \"2\""), tree.lines().toList());
    }

    @Test
    void largeDirectory() throws Exception {
        for (int i = 0; i < 2000; i++) {
            store.owner().write(Path.of("/vm/" + (10_000 + i)), new byte[0]);
        }
        assertEquals(2000, output("list", "/vm").lines().count());
    }

    @Test
    void existsAndRemove() throws Exception {
        output("write", "/vm/a/b", "1");
        assertEquals(0, run("exists", "/vm/a").status());
        output("rm", "/vm/a");
        assertEquals(1, run("exists", "/vm/a").status());
        assertEquals(1, run("exists", "/vm/a/b").status());
        output("write", "/vm/only/child", "1");
        output("rm", "-t", "/vm/only/child");
        assertEquals(1, run("exists", "/vm").status(), "-t removes parents that become empty");
    }

    @Test
    void permissions() throws Exception {
        output("write", "/vm/a", "1");
        output("chmod", "/vm/a", "n0", "r5");
        assertTrue(output("ls", "-p", "/vm").matches("a = \"1\"[ .]*\\(n0,r5\\)\n"));
        assertEquals(1, run("chmod", "/vm/a", "n0", "x5").status());
    }

    @Test
    void watch() throws Exception {
        Process watcher = start("watch", "-n", "3", "/vm");
        try (BufferedReader lines = watcher.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("/vm", lines.readLine(), "a watch fires when it is registered");
            output("write", "/vm/a", "1");
            assertEquals("/vm/a", lines.readLine());
            store.owner().remove(Path.of("/vm"));
            assertEquals("/vm", lines.readLine());
            assertEquals(0, watcher.waitFor());
        } finally {
            watcher.destroy();
        }
    }

    @Test
    void whatTheServerTellsAndTakes() throws Exception {
        assertEquals("refusals\n", output("read", "/sys/log/level"));
        output("write", "/sys/log/level", "errors", "/sys/quota/default/nodes", "50");
        assertEquals("errors\n50\n", output("read", "/sys/log/level", "/sys/quota/default/nodes"));
        assertEquals(1, run("write", "/sys/quota/default/nodes", "many").status());
        assertEquals(
                1,
                run("write", "/sys/quota/default/nodes", "60", "/sys/commit", "1")
                        .status());
        assertEquals("50\n", output("read", "/sys/quota/default/nodes"));
        assertTrue(output("ls", "/sys").contains("server = \"\""));
    }
}
