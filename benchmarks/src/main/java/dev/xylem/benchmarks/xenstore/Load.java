package dev.xylem.benchmarks.xenstore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The measuring client, {@code load.c}: compiled here, run as a process of its own. */
final class Load {
    private final Path program;

    private Load(Path program) {
        this.program = program;
    }

    /** Compiles the client into a directory. */
    static Load compiled(Path directory) throws IOException {
        Path source = directory.resolve("load.c");
        Path program = directory.resolve("load");
        try (InputStream text = Load.class.getResourceAsStream("load.c")) {
            Files.copy(text, source);
        }
        run(List.of("gcc", "-O2", "-o", program.toString(), source.toString()));
        return new Load(program);
    }

    /** Loads a server for a while and returns the named numbers that the client printed. */
    Map<String, Double> run(Server server, Line line, Placement placement, int milliseconds) throws IOException {
        List<String> command = new ArrayList<>(placement.pinned());
        command.addAll(List.of(
                program.toString(),
                server.daemon().socket().toString(),
                Integer.toString(server.middles()),
                line.load(),
                Integer.toString(line.argument()),
                Integer.toString(line == Line.STORM_SERIAL ? 0 : milliseconds)));
        Map<String, Double> numbers = new HashMap<>();
        for (String pair : run(command).strip().split(" ")) {
            int equals = pair.indexOf('=');
            numbers.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return numbers;
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed:\n" + text);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        return text;
    }
}
