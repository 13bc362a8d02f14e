package dev.xylem.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Debian's kernel in an emulator, with a shell and nothing else. {@code bin/check} unpacks the kernel without installing it;
 * an installed one does as well, if it has modules for 9P, which those for clouds do not.
 */
final class Linux {
    /** What a network card and 9P over TCP need, each after what it needs itself. */
    private static final List<String> MODULES = List.of(
            "drivers/net/ethernet/intel/e1000/e1000",
            "fs/netfs/netfs",
            "fs/fscache/fscache",
            "net/9p/9pnet",
            "net/9p/9pnet_fd",
            "fs/9p/9p");

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private final Path image;
    private final Path modules;

    private Linux(Path image, Path modules) {
        this.image = image;
        this.modules = modules;
    }

    /** A kernel, with all that is needed to run it. Ends the calling test where something is missing. */
    static Linux require() throws IOException {
        Tool.require("qemu-system-x86_64", "qemu-system-x86");
        if (!Files.exists(Path.of("/usr/share/doc/busybox-static"))) {
            missing("busybox-static is not installed: apt-get install busybox-static");
        }
        for (Path root : roots()) {
            Path versions = root.resolve("lib/modules");
            if (!Files.isDirectory(versions)) {
                continue;
            }
            try (DirectoryStream<Path> each = Files.newDirectoryStream(versions)) {
                for (Path version : each) {
                    Path modules = version.resolve("kernel");
                    Path image = root.resolve("boot/vmlinuz-" + version.getFileName());
                    if (Files.isReadable(image)
                            && MODULES.stream().allMatch(name -> Files.isReadable(modules.resolve(name + ".ko")))) {
                        return new Linux(image, modules);
                    }
                }
            }
        }
        return missing("no Linux kernel with 9P: bin/check unpacks one; or apt-get install linux-image-amd64");
    }

    private static List<Path> roots() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches = cache != null && !cache.isEmpty() ? Path.of(cache) : Path.of(System.getenv("HOME"), ".cache");
        return List.of(caches.resolve("xylem/linux"), Path.of("/"));
    }

    private static <T> T missing(String reason) {
        if (System.getenv("CI") != null) {
            return fail(reason);
        }
        return abort(reason);
    }

    /** A resource of these tests. */
    static String resource(String name) throws IOException {
        try (InputStream in = Linux.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }

    /**
     * Boots it. Its console is the output.
     *
     * @param initrd has the files that the first process, {@code init}, needs beside the shell and the modules
     * @param directory for files that are needed while it runs
     */
    Running boot(Archive initrd, Path directory) throws IOException {
        for (String empty : List.of("dev", "etc", "mnt", "proc", "tmp")) {
            initrd.directory(empty);
        }
        initrd.file("bin/busybox", Files.readAllBytes(BUSYBOX));
        for (String module : MODULES) {
            Path file = modules.resolve(module + ".ko");
            initrd.file("modules/" + file.getFileName(), Files.readAllBytes(file));
        }
        Path file = Files.write(directory.resolve("initrd"), initrd.octets());
        List<String> line = new ArrayList<>(List.of("qemu-system-x86_64", "-accel", "tcg", "-m", "256"));
        line.addAll(List.of("-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot"));
        line.addAll(List.of("-kernel", image.toString(), "-initrd", file.toString()));
        line.addAll(List.of("-append", "console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on"));
        line.addAll(List.of("-netdev", "user,id=n0", "-device", "e1000,netdev=n0"));
        return new Running(new ProcessBuilder(line));
    }

    /** The names of the modules, in the order in which they are loaded. */
    static String moduleNames() {
        List<String> names = new ArrayList<>();
        for (String module : MODULES) {
            names.add(Path.of(module).getFileName().toString());
        }
        return String.join(" ", names);
    }
}
