package dev.xylem.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with short names, for sockets; all are removed when the tests end. */
final class Scratch {
    private Scratch() {}

    /** A new directory that is ours alone. */
    static Path directory() throws IOException {
        Path directory = Files.createTempDirectory("xylem");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
        return directory;
    }

    private static void remove(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
