package dev.xylem.unix.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signal does to a process that listens; each process is a real one. */
class StopSignalTest {
    /** Waits for a signal; with the argument {@code exit}, calls for an exit itself from another thread. */
    static final class Waiter {
        private Waiter() {}

        public static void main(String[] args) throws InterruptedException {
            StopSignal signal = new StopSignal();
            try (Host.Stop stop = signal.listen()) {
                System.out.println("ready");
                if (args.length > 0) {
                    new Thread(() -> System.exit(3)).start();
                }
                stop.await();
            }
            System.out.println("clean");
            signal.exit(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalLeadsToACleanEndWithTheStatusOfTheProgram(String signal) throws Exception {
        Process process = start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            assertEquals("ready", output.readLine());
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertEquals("clean", output.readLine());
            assertEquals(0, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anExitOfTheApplicationsOwnKeepsItsStatus() throws Exception {
        Process process = start("exit");
        try (BufferedReader output = process.inputReader(UTF_8)) {
            assertEquals("ready", output.readLine());
            assertEquals(3, process.waitFor());
            assertNull(output.readLine());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... args) throws IOException {
        // Whoever runs the build in the background has its processes ignore SIGINT; a JVM would go on ignoring it.
        ProcessBuilder builder = new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(StopSignal.class) + ":" + classPath(Waiter.class),
                Waiter.class.getName());
        builder.command().addAll(java.util.List.of(args));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String classPath(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
