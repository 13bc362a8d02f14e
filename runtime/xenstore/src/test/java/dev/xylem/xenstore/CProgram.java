package dev.xylem.xenstore;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Small programs in C, compiled where a test needs them. Where gcc or a header is missing, the test is skipped with a reason;
 * under CI it fails.
 */
public final class CProgram {
    private CProgram() {}

    /**
     * Compiles a source that lies beside a class.
     *
     * @param header a header that it includes, or an empty string
     * @param packages Debian's packages to install where something is missing
     * @param libraries options for the linker, such as {@code -lxenstore}
     */
    public static Path compile(
            Class<?> beside, String source, Path directory, String header, String packages, String... libraries)
            throws IOException {
        boolean complete =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                                .anyMatch(place -> Files.isExecutable(Path.of(place, "gcc")))
                        && (header.isEmpty() || Files.exists(Path.of("/usr/include", header)));
        if (!complete) {
            String reason = source + " cannot be compiled: apt-get install " + packages;
            if (System.getenv("CI") != null) {
                fail(reason);
            }
            abort(reason);
        }
        Path text = directory.resolve(source);
        Path program = directory.resolve(source.replace(".c", ""));
        try (InputStream resource = beside.getResourceAsStream(source)) {
            Files.copy(Objects.requireNonNull(resource, source), text);
        }
        List<String> command = new ArrayList<>(
                List.of("gcc", "-Wall", "-Werror", "-O2", "-pthread", "-o", program.toString(), text.toString()));
        command.addAll(List.of(libraries));
        Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (gcc.waitFor() != 0) {
                fail(String.join(" ", command) + " said:\n" + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return program;
    }
}
