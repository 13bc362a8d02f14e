package dev.xylem.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The built samples under the 9P clients of Debian's diod, while XenStore's tools work on the same store. */
class DiodIT {
    private static final String SBIN = "/usr/sbin/";

    private Path ninep;
    private Path xenstore;
    private Tool tool;
    private Running program;

    @BeforeEach
    void require() throws IOException {
        Tool.require("xenstore-write", "xenstore-utils");
        Tool.require(SBIN + "diodcat", "diod");
        Path directory = Scratch.directory();
        ninep = directory.resolve("9p.sock");
        xenstore = directory.resolve("xen.sock");
        tool = new Tool(xenstore);
    }

    private void start(String sample, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--xenstore", xenstore.toString(), "--ninep", ninep.toString()));
        program = Running.jar(Repository.sample(sample), arguments.toArray(String[]::new));
        program.await((sample.equals("store") ? "daemon" : sample) + ": serving ninep at " + ninep);
    }

    @AfterEach
    void kill() {
        if (program != null) {
            program.close();
        }
    }

    /** Runs one of the clients on the whole tree. */
    private Tool.Result run(String name, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(SBIN + name, "-s", ninep.toString(), "-a", ""));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Tool.Result(process.waitFor(), text);
    }

    private String ok(String name, String... arguments) throws Exception {
        Tool.Result result = run(name, arguments);
        assertEquals(0, result.status(), () -> name + " " + List.of(arguments) + " said: " + result.text());
        return result.text();
    }

    @Test
    void theGuestIsListedAndRead() throws Exception {
        Path init = Files.createTempFile(ninep.getParent(), "guest", ".init");
        StringBuilder many = new StringBuilder();
        for (int i = 1; i <= 500; i++) {
            many.append("/many/entry-with-a-long-name-" + i + "=" + i + "\n");
        }
        start("guest", "serve", "--init", Files.writeString(init, many).toString());
        assertEquals(
                List.of("explain", "refused", "store", "transaction", "values"),
                ok("diodls", "/").lines().sorted().toList());
        String values = ok("diodls", "-l", "values/balloon");
        assertTrue(values.contains("-r--r--r--") && values.contains("-rw-rw-rw-"), values);
        assertEquals(501, ok("diodls", "store/many").lines().count()); // and .value
        assertEquals("131072\n", ok("diodcat", "values/balloon/goalKiB"));
        assertEquals("77", ok("diodcat", "store/many/entry-with-a-long-name-77/.value"));
        assertTrue(ok("diodcat", "explain/balloon/goalKiB").contains("rule: Balloon.goalKiB"));
        Tool.Result missing = run("diodcat", "store/missing/.value");
        assertNotEquals(0, missing.status());
        assertTrue(missing.text().contains("No such file or directory"), missing.text());
    }

    @Test
    void whatXenstoreWritesIsSeen() throws Exception {
        start("guest", "serve");
        tool.ok("xenstore-write", "memory/target", "5000", "/free", "any octets");
        assertEquals("5000\n", ok("diodcat", "values/balloon/goalKiB"));
        assertEquals("any octets", ok("diodcat", "store/free/.value"));
        assertNotEquals(0, tool.run("xenstore-write", "memory/target", "banana").status());
        assertEquals("5000\n", ok("diodcat", "values/balloon/targetKiB"));
        assertEquals("1", ok("diodcat", "store/sys/refusals/.value"));
        tool.ok("xenstore-rm", "/free");
        assertNotEquals(0, run("diodcat", "store/free/.value").status());
    }

    /** The same permissions for the same user, whoever asks by which protocol. */
    @Test
    void whatXenstoreForbidsIsRefused() throws Exception {
        start("guest", "serve");
        tool.ok("xenstore-write", "/mine", "secret");
        tool.ok("xenstore-chmod", "/", "r0");
        assertNotEquals(0, run("diodcat", "-u", "7", "store/mine/.value").status());
        tool.ok("xenstore-chmod", "/mine", "n0", "r7");
        assertEquals("secret", ok("diodcat", "-u", "7", "store/mine/.value"));
        assertEquals("n0 r7\n", ok("diodcat", "store/mine/.acl"));
        assertNotEquals(0, run("diodcat", "-u", "8", "store/mine/.value").status());
    }

    @Test
    void theStoreHasNoValuesButItsNodes() throws Exception {
        start("store");
        tool.ok("xenstore-write", "/vm/1/name", "guest", "data/x", "1");
        assertEquals(
                List.of("refused", "store", "transaction"),
                ok("diodls", "/").lines().sorted().toList());
        assertEquals("guest1", ok("diodcat", "store/vm/1/name/.value", "store/local/domain/0/data/x/.value"));
    }
}
