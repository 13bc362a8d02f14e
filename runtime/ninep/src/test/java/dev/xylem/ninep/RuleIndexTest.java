package dev.xylem.ninep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of the protocol's rules: each names the tests that show it, and these are there. */
class RuleIndexTest {
    private static final List<String> PACKAGES = List.of("server", "store", "wire");

    @Test
    void everyRuleHasATest() throws IOException {
        List<String> missing = new ArrayList<>();
        int rules = 0;
        for (String line : table().lines().toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            rules++;
            String[] parts = line.split(" \\| ");
            assertEquals(2, parts.length, line);
            for (String reference : parts[1].split(" ")) {
                if (!exists(reference)) {
                    missing.add(reference);
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(rules > 40, () -> "the table is cut short");
    }

    private static String table() throws IOException {
        try (InputStream in = RuleIndexTest.class.getResourceAsStream("rules.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    private static boolean exists(String reference) {
        String[] parts = reference.split("#");
        for (String place : PACKAGES) {
            try {
                return Arrays.stream(Class.forName("dev.xylem.ninep." + place + "." + parts[0])
                                .getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(parts[1])
                                && (method.isAnnotationPresent(Test.class)
                                        || method.isAnnotationPresent(ParameterizedTest.class)));
            } catch (ClassNotFoundException elsewhere) {
                // Perhaps in the next package.
            }
        }
        return false;
    }
}
