package dev.xylem.xenstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of others on our socket: one in C with libxenstore, and Xen's own test of its library. */
@Timeout(300)
class LibxenstoreTest {
    @TempDir
    Path directory;

    private Store store;
    private Exporter.Service service;

    private record Outcome(int status, String output) {}

    @BeforeEach
    void open() throws IOException {
        store = Store.builder(new XenAccess()).build();
        service = new Xenstore().open(store, directory.resolve("socket").toString());
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        assertEquals(List.of(), store.check());
        store.close();
    }

    private Outcome run(Path program, String... arguments) throws Exception {
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XENSTORED_PATH", service.address());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /** Nodes, permissions, large directories, transactions, conflicts, watches, threads. */
    @Test
    void programOfAToolstack() throws Exception {
        Path program = CProgram.compile(
                LibxenstoreTest.class, "libxenstore.c", directory, "xenstore.h", "libxen-dev gcc", "-lxenstore");
        assertEquals(new Outcome(0, "everything holds\n"), run(program));
    }

    /** Each of Xen's tests a hundred times, then all of them in random order for a second. */
    @Test
    void xensOwnTest() throws Exception {
        Path test = installed();
        Outcome each = run(test, "-i", "100");
        assertEquals(0, each.status(), each::output);
        assertEquals(
                12, each.output().lines().filter(line -> line.contains("avg:")).count(), each::output);
        assertTrue(each.output().contains("ta err    : avg:"), "with conflict: " + each.output());
        Outcome random = run(test, "-r", "1");
        assertEquals(0, random.status(), random::output);
    }

    private static Path installed() throws IOException {
        try (Stream<Path> libraries = Files.list(Path.of("/usr/lib"))) {
            Optional<Path> found = libraries
                    .filter(place -> place.getFileName().toString().startsWith("xen-"))
                    .map(place -> place.resolve("bin/test-xenstore"))
                    .filter(Files::isExecutable)
                    .max(Path::compareTo);
            if (found.isEmpty()) {
                String reason = "test-xenstore is missing: apt-get install xen-utils-4.17";
                if (System.getenv("CI") != null) {
                    fail(reason);
                }
                abort(reason);
            }
            return found.orElseThrow();
        }
    }
}
