package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler says how many watches a program needs, and they are the fewest that cover what it declares. */
class WatchesToldTest {
    private static final String PART = """
            package example;
            @dev.xylem.Synthesize(App.Values.class)%s
            public interface App {
                @dev.xylem.Part abstract class Values {
                    %s
                }
            }
            """;

    @TempDir
    Path directory;

    private String said(String target, String annotation, String... paths) throws Exception {
        StringBuilder inputs = new StringBuilder();
        for (int i = 0; i < paths.length; i++) {
            inputs.append("@dev.xylem.Input(value = \"")
                    .append(paths[i])
                    .append("\", orElse = \"0\") abstract int v")
                    .append(i)
                    .append("();\n");
        }
        Path source = Files.writeString(directory.resolve("App.java"), PART.formatted(annotation, inputs));
        return Synthesis.compile(directory, target, List.of(source))
                .lines()
                .filter(line -> line.contains("watch"))
                .reduce("", (one, other) -> one + other)
                .replaceFirst(".*[Nn]ote: ", "");
    }

    @Test
    void theFewestPaths() throws Exception {
        assertEquals(
                "The program needs 1 watch of the store: memory/target.", said(Synthesis.XEN, "", "memory/target"));
        assertEquals(
                "The program needs 3 watches of the store: /vm/config, alone, memory.",
                said(
                        Synthesis.XEN,
                        "",
                        "memory/target",
                        "memory/static-max",
                        "memory/deep/er",
                        "alone",
                        "/vm/config/a",
                        "/vm/config/b"));
        assertEquals(
                "The program needs 1 watch of the store: device/vif/0/backend; and 1 more where links lead.",
                said(Synthesis.XEN, "", "device/vif/0/backend/@/state", "device/vif/0/backend/@/feature"));
        assertTrue(Files.readString(directory.resolve("example/XylemApp.java"))
                .contains("with 1 watch (device/vif/0/backend)"));
        assertEquals("", said(Synthesis.UNIX, "", "memory/target"));
        assertEquals(
                "", said(Synthesis.XEN, " @dev.xylem.Export(dev.xylem.xenstore.XenstoreRings.class)", "memory/target"));
    }
}
