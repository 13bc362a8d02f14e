package dev.xylem.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the files of the repository lie while its tests run. */
final class Repository {
    private Repository() {}

    /** The top directory. */
    static Path root() {
        return Path.of(property("xylem.root")).toAbsolutePath().normalize();
    }

    /** A file by its path below the top. */
    static Path file(String path) {
        return root().resolve(path);
    }

    /** The jar of a module of ours, such as {@code jar("runtime/core", "xylem-core")}. */
    static Path jar(String module, String artifact) {
        return file(module + "/target/" + artifact + "-" + property("xylem.version") + ".jar");
    }

    /** The runnable jar of a sample. */
    static Path sample(String name) {
        return file("samples/" + name + "/target/" + name + ".jar");
    }

    /** The Java sources below a directory, sorted. */
    static List<Path> sources(String directory) {
        try (Stream<Path> files = Files.walk(file(directory))) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("no system property " + name + ": start these tests through Maven");
        }
        return value;
    }
}
