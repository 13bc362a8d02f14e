package dev.xylem.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class StressIT {
    /** Long enough for millions of samples of each test; {@code java -jar jcstress.jar} without arguments takes its time. */
    private static final List<String> SHORT = List.of("-f", "1", "-fsm", "1", "-iters", "1", "-time", "300");

    /** One virtual machine for each test, with a compiler that moves code where it may. */
    private static final String MACHINE =
            "-XX:-TieredCompilation -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN";

    @TempDir
    Path directory;

    @Test
    @DisplayName("Rule 7: nothing is seen that may not be seen, however threads are interleaved and code is compiled")
    @EnabledIfSystemProperty(named = "xylem.check.full", matches = "true", disabledReason = "takes a minute")
    void nothingForbiddenIsSeen() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("xylem.jcstress"),
                "-r",
                directory.resolve("report").toString(),
                "-sc",
                "false",
                "-jvmArgs",
                MACHINE));
        command.addAll(SHORT);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("16 passed, 0 failed, 0 soft errs, 0 hard errs"), output);
    }
}
