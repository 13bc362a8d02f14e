package dev.xylem.benchmarks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A measuring client in C, which is compiled where it runs. It prints one line: {@code name=number}, separated by blanks. */
public final class Program {
    private final Path executable;

    private Program(Path executable) {
        this.executable = executable;
    }

    /**
     * Compiles {@code load.c} beside a class.
     *
     * @param directory where to put the program
     * @throws IOException when gcc is missing or refuses the source; the message has what it printed
     */
    public static Program compiled(Class<?> beside, Path directory) throws IOException {
        return new Program(compile(beside, "load", directory));
    }

    /**
     * Compiles a source beside a class.
     *
     * @param name of the program; the source has {@code .c} behind it
     * @param directory where to put it
     * @param libraries options that name libraries
     * @throws IOException when gcc is missing or refuses the source; the message has what it printed
     */
    public static Path compile(Class<?> beside, String name, Path directory, String... libraries) throws IOException {
        Path source = directory.resolve(name + ".c");
        Path executable = directory.resolve(name);
        try (InputStream text = beside.getResourceAsStream(name + ".c")) {
            if (text == null) {
                throw new FileNotFoundException("no " + name + ".c beside " + beside.getName());
            }
            Files.copy(text, source);
        }
        List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-o", executable.toString(), source.toString()));
        command.addAll(List.of(libraries));
        output(command);
        return executable;
    }

    /**
     * Runs it to its end.
     *
     * @return the numbers that it printed, by name
     * @throws IOException when it fails; the message has what it printed
     */
    public Map<String, Double> run(Placement placement, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(placement.pinned());
        command.add(executable.toString());
        command.addAll(arguments);
        Map<String, Double> numbers = new HashMap<>();
        for (String pair : output(command).strip().split(" ")) {
            int equals = pair.indexOf('=');
            numbers.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return numbers;
    }

    private static String output(List<String> command) throws IOException {
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

    /** The middle one of figures, or the lower of two in the middle; not a number when there is none. */
    public static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() - 1) / 2);
    }
}
