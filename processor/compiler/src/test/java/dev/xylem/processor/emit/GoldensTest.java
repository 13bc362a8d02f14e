package dev.xylem.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated sources, whole, for a few shapes. Each case is a directory of {@code goldens} with sources, and the files that are
 * expected of them below {@code expected}; {@code -Dgolden.update=true} rewrites those.
 */
class GoldensTest {
    private static final String SUFFIX = ".java";

    @ParameterizedTest
    @ValueSource(strings = {"guest", "chain", "mixed", "state", "family"})
    void generatesWhatIsExpected(String name) throws IOException, URISyntaxException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(resources(name))) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                String simple = file.getFileName().toString();
                sources.put("app." + simple.substring(0, simple.length() - SUFFIX.length()), Files.readString(file));
            }
        }
        Map<String, String> generated = Synthesis.of(sources).generated();
        if (Boolean.getBoolean("golden.update")) {
            update(name, generated);
            return;
        }
        Map<String, String> expected = new TreeMap<>();
        for (String path : generated.keySet()) {
            Path file = resources(name).resolve("expected").resolve(simple(path));
            assertTrue(Files.exists(file), () -> "no golden " + file + "; write it with -Dgolden.update=true");
            expected.put(path, Files.readString(file));
        }
        generated.forEach((path, text) -> assertEquals(expected.get(path), text, path));
    }

    private static String simple(String path) {
        return path.substring(path.lastIndexOf('/') + 1) + ".txt";
    }

    private static Path resources(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldensTest.class.getResource("/goldens/" + name))
                .toURI());
    }

    private static void update(String name, Map<String, String> generated) throws IOException {
        Path directory = Path.of("src/test/resources/goldens", name, "expected");
        Files.createDirectories(directory);
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Files.writeString(directory.resolve(simple(file.getKey())), file.getValue());
        }
    }
}
