package dev.xylem.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Debian's XenStore clients, connected to one socket. Where they are missing, the test is skipped with a reason; under CI it
 * fails.
 */
final class Tool {
    private final Path socket;

    Tool(Path socket) {
        this.socket = socket;
    }

    /** What a client said. Error output is part of the text. */
    record Result(int status, String text) {}

    /** Ends the calling test unless a program is installed. */
    static void require(String name, String debianPackage) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory).resolve(name)));
        if (!installed) {
            String reason = name + " is not installed: apt-get install " + debianPackage;
            if (System.getenv("CI") != null) {
                fail(reason);
            }
            abort(reason);
        }
    }

    /** Runs a client, such as {@code xenstore-read}, to its end. */
    Result run(String name, String... arguments) throws IOException, InterruptedException {
        Process process = builder(name, arguments).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), text);
    }

    /** Runs a client that has to succeed, and returns what it printed, without the last line's end. */
    String ok(String name, String... arguments) throws IOException, InterruptedException {
        Result result = run(name, arguments);
        assertEquals(0, result.status(), () -> name + " " + List.of(arguments) + " said: " + result.text());
        return result.text().stripTrailing();
    }

    /** Starts a client that goes on, such as {@code xenstore-watch}. */
    Running start(String name, String... arguments) throws IOException {
        // Without stdbuf its output would stay in its buffer as long as it is no terminal.
        List<String> line = new ArrayList<>(List.of("-oL", name));
        line.addAll(List.of(arguments));
        return new Running(builder("stdbuf", line.toArray(String[]::new)));
    }

    private ProcessBuilder builder(String name, String... arguments) {
        require(name, name.startsWith("xenstore") ? "xenstore-utils" : "coreutils");
        List<String> line = new ArrayList<>(List.of(name));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("XENSTORED_PATH", socket.toString());
        return builder;
    }
}
