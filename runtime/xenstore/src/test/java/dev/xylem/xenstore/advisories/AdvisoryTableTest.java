package dev.xylem.xenstore.advisories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of advisories in the documentation: complete, and every test that it names is there. */
class AdvisoryTableTest {
    private static final int[] ADVISORIES = {
        38, 57, 72, 86, 115, 155, 175, 178, 206, 233, 272, 322, 323, 324, 325, 326, 330, 349, 352, 353, 354, 414, 415,
        416, 417, 418, 419, 420, 421, 425, 440, 481, 483, 484
    };
    private static final List<String> FAULTS = List.of(
            "45dee7d92b",
            "c8b9670825",
            "dc8caf214f",
            "0897514b4b",
            "496673a2ad",
            "qubes-mirage-firewall #35, #155",
            "b04cf16",
            "merge 2",
            "merge 4",
            "merge 5",
            "merge 10");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    /** Directories of the project with tests that the table may name. */
    private static final List<String> MODULES = List.of("runtime", "processor", "samples", "tests");

    private final Path root = root();

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs/reference/xenstore.md"))) {
            at = at.getParent();
            if (at == null) {
                throw new AssertionError("run this below the project's directory");
            }
        }
        return at;
    }

    /** The third column by the first. */
    private Map<String, String> rows() throws IOException {
        List<String> lines = Files.readAllLines(root.resolve("docs/reference/xenstore.md"));
        int from = lines.indexOf("## Advisories and former faults");
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : lines.subList(from + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            if (line.startsWith("| ") && !line.startsWith("| id ")) {
                String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
                assertEquals(3, cells.length, line);
                assertEquals(null, rows.put(cells[0], cells[2]), "twice: " + cells[0]);
            }
        }
        return rows;
    }

    @Test
    void everyAdvisoryHasARow() throws IOException {
        List<String> expected = Stream.concat(
                        IntStream.of(ADVISORIES).mapToObj(number -> "XSA-" + number), FAULTS.stream())
                .toList();
        assertEquals(expected, List.copyOf(rows().keySet()));
    }

    @Test
    void everyRowNamesTestsThatExistOrSaysWhyThereIsNone() throws IOException {
        Map<String, String> sources = sources();
        List<String> wrong = new ArrayList<>();
        rows().forEach((id, tests) -> {
            Matcher named = TEST.matcher(tests);
            boolean any = tests.startsWith("no test: ");
            while (named.find()) {
                any = true;
                String source = sources.get(named.group(1));
                if (source == null || (named.group(2) != null && !source.contains("void " + named.group(2) + "("))) {
                    wrong.add(id + ": there is no test " + named.group());
                }
            }
            if (!any) {
                wrong.add(id + " names no test");
            }
        });
        assertEquals(List.of(), wrong);
    }

    private Map<String, String> sources() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(root.resolve(module))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java")
                                && path.toString().contains("/src/test/java/"))
                        .collect(Collectors.toList())) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        assertTrue(sources.size() > 20);
        return sources;
    }
}
