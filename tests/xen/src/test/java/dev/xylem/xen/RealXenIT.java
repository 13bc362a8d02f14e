package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sample guest, compiled for Xen, is all that runs in a guest of a real Xen, which qemu boots without KVM. dom0 is its toolstack
 * and the back end of its device. {@code -Dxylem.xen.all=true} has both daemons and both kinds of guests.
 */
@Timeout(300)
class RealXenIT {
    private static final int CHECKS = 17;

    @TempDir
    Path directory;

    static Stream<String> machines() {
        return Boolean.getBoolean("xylem.xen.all") ? Stream.of("c pv", "ox pv", "c pvh", "ox pvh") : Stream.of("c pv");
    }

    @ParameterizedTest
    @MethodSource("machines")
    @DisabledIfSystemProperty(
            named = "xylem.check.full",
            matches = "false",
            disabledReason = "a whole check boots Xen on its first JDK")
    void aGuestOfXen(String machine) throws Exception {
        Path xen = require();
        for (String script : List.of("real-xen.sh", "real-xen-dom0.sh")) {
            try (InputStream in = RealXenIT.class.getResourceAsStream(script)) {
                Files.write(
                        directory.resolve(script),
                        Objects.requireNonNull(in, script).readAllBytes());
            }
        }
        List<String> command = List.of(
                "bash",
                directory.resolve("real-xen.sh").toString(),
                Files.createDirectory(directory.resolve("work")).toString(),
                xen.toString(),
                runtime().toString(),
                classes(),
                "org.example.guest.DomainMain");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE", machine.split(" ")[0]);
        builder.environment().put("DOMU", machine.split(" ")[1]);
        List<String> said = new ArrayList<>();
        Process process = builder.start();
        try (BufferedReader console = process.inputReader(StandardCharsets.ISO_8859_1)) {
            for (String line = console.readLine(); line != null; line = console.readLine()) {
                said.add(line);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String all = String.join("\n", said);
        // Both consoles share a line now and then.
        assertTrue(all.contains("xen|end|"), all);
        assertTrue(!all.contains("xen|FAILED|"), all);
        assertEquals(CHECKS, all.split("xen\\|ok\\|", -1).length - 1, all);
    }

    /** A runtime of nothing but the base, with its archive of classes. */
    private Path runtime() throws Exception {
        Path runtime = directory.resolve("runtime");
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--add-modules",
                        "java.base",
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        runtime.toString());
        assertEquals(0, status, "jlink");
        new ProcessBuilder(runtime.resolve("bin/java").toString(), "-Xshare:dump")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return runtime;
    }

    /** Where the classes of the program and of what it links lie, in directories. */
    private String classes() throws IOException {
        Path guest = Files.createDirectory(directory.resolve("guest"));
        Synthesis.compile(
                guest, Synthesis.XEN, Synthesis.sample("guest", "Guest.java", "Main.java", "Demonstration.java"));
        List<Path> places = new ArrayList<>(List.of(guest));
        for (Class<?> each : List.of(dev.xylem.Part.class, dev.xylem.xenstore.Xenstore.class)) {
            places.add(Path.of(
                    each.getProtectionDomain().getCodeSource().getLocation().getPath()));
        }
        List<String> directories = new ArrayList<>();
        for (Path place : places) {
            directories.add(Files.isDirectory(place) ? place.toString() : unpacked(place));
        }
        return directories.stream().collect(Collectors.joining(":"));
    }

    private String unpacked(Path jar) throws IOException {
        Path into = directory.resolve(jar.getFileName() + ".d");
        try (java.nio.file.FileSystem files = java.nio.file.FileSystems.newFileSystem(jar);
                Stream<Path> all = Files.walk(files.getPath("/"))) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = into.resolve(each.toString().substring(1));
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        }
        return into.toString();
    }

    private static Path require() {
        for (String tool : List.of("qemu-system-x86_64", "cpio", "xenstore", "bash")) {
            if (Arrays.stream(System.getenv("PATH").split(":"))
                    .noneMatch(place -> Files.isExecutable(Path.of(place, tool)))) {
                return missing(tool + " is not installed: apt-get install qemu-system-x86 cpio xenstore-utils");
            }
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches = cache != null && !cache.isEmpty() ? Path.of(cache) : Path.of(System.getenv("HOME"), ".cache");
        Path xen = caches.resolve("xylem/xen");
        if (!Files.isReadable(xen.resolve("vmlinux")) || !Files.exists(Path.of("/usr/share/doc/busybox-static"))) {
            return missing("no Xen with a kernel and busybox-static: bin/check unpacks and installs them");
        }
        return xen;
    }

    private static Path missing(String reason) {
        return System.getenv("CI") != null ? fail(reason) : abort(reason);
    }
}
