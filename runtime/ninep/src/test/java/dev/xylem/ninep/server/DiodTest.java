package dev.xylem.ninep.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.xylem.ninep.Address;
import dev.xylem.ninep.NinepService;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Tree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients of Debian's diod against a tree of synthetic files, on both sorts of sockets. */
class DiodTest {
    private static final String SBIN = "/usr/sbin/";

    @TempDir
    Path directory;

    private final Sample sample = new Sample();
    private NinepService service;
    private List<String> servers;

    @BeforeEach
    void serve() throws IOException {
        if (!Files.isExecutable(Path.of(SBIN, "diodload"))) {
            String reason = "diodload is not installed: apt-get install diod";
            if (System.getenv("CI") != null) {
                fail(reason);
            }
            abort(reason);
        }
        // diodload reads and writes what diod has in its tree of this name.
        sample.root.add(sample.new Text(sample.root, "zero", "\0".repeat(1 << 20)));
        sample.root.add(sample.new Text(sample.root, "null", ""));
        Tree tree = login -> login.tree().equals("ctl") ? attachment() : sample.attach(login);
        service = NinepService.open(
                tree,
                List.of(
                        Address.unix(directory.resolve("9p")),
                        Address.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                true,
                Limits.DEFAULT);
        String[] tcp = service.address().split(",")[1].split("!");
        servers = List.of(directory.resolve("9p").toString(), tcp[1] + ":" + tcp[2]);
    }

    private Tree.Attachment attachment() {
        return new Tree.Attachment() {
            @Override
            public Entry root() {
                return sample.root;
            }
        };
    }

    @AfterEach
    void everythingIsFreed() {
        if (service != null) {
            Dial.await(() -> service.connections() == 0 && service.counters().fids() == 0);
            assertEquals(0, service.counters().faults());
            assertEquals(0, service.counters().violations());
            service.close();
        }
    }

    private static String run(String name, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(SBIN + name));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), () -> line + " said: " + text);
        return text;
    }

    @Test
    void diodlsListsEverything() throws Exception {
        for (String server : servers) {
            assertEquals(
                    500, run("diodls", "-s", server, "-a", "", "many").lines().count());
            String root = run("diodls", "-l", "-s", server, "-a", "", "/");
            assertTrue(root.contains("-rw-r--r--") && root.contains("drwxr-xr-x"), root);
        }
    }

    @Test
    void diodcatReadsEverything() throws Exception {
        for (String server : servers) {
            assertEquals("hello world\nx", run("diodcat", "-s", server, "-a", "", "hello", "dir/sub/x"));
            assertEquals("0123456789".repeat(100_000), run("diodcat", "-s", server, "-a", "", "big"));
            assertEquals(
                    1_000_000,
                    run("diodcat", "-s", server, "-m", "4096", "-a", "", "big").length());
        }
    }

    @Test
    void diodloadLoads() throws Exception {
        for (String server : servers) {
            for (String[] what : new String[][] {{"-r", "1"}, {"-r", "1", "-g"}}) {
                List<String> arguments = new ArrayList<>(List.of("-s", server, "-n", "8"));
                arguments.addAll(List.of(what));
                String said = run("diodload", arguments.toArray(String[]::new));
                assertTrue(said.matches("(?s)diodload: [1-9][\\d.]* .*"), said);
                assertFalse(said.contains("error"), said);
            }
        }
    }
}
