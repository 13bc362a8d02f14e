package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents claim about files and commands. */
class DocumentsTest {
    private static final Pattern SH_BLOCK = Pattern.compile("(?ms)^```sh\\R(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

    /** Java files and paths of the repository, in backquotes. */
    private static final Pattern FILE =
            Pattern.compile("`([\\w./]+\\.java|(?:runtime|processor|samples|docs|bin|tests|benchmarks)(?:/[\\w-]+)+)`");

    @Test
    void theFirstTwoShellBlocksOfTheReadmeAreTheTwoCommands() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = SH_BLOCK.matcher(read("README.md"));
        while (block.find()) {
            blocks.add(block.group(1).strip());
        }
        assertEquals(List.of("bin/demo", "bin/check"), blocks.subList(0, 2));
        for (String command : blocks.subList(0, 2)) {
            assertTrue(Files.isExecutable(Repository.file(command)), command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "docs/guide.md", "docs/internals.md"})
    void whatADocumentPointsAtExists(String document) throws IOException {
        String text = read(document);
        List<Path> sources = Stream.of("runtime", "processor", "samples", "tests")
                .flatMap(module -> Repository.sources(module).stream())
                .toList();
        Path directory = Repository.file(document).getParent();
        List<String> missing = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            if (!Files.exists(directory.resolve(link.group(1)))) {
                missing.add(link.group(1));
            }
        }
        Matcher file = FILE.matcher(text);
        while (file.find()) {
            String name = file.group(1);
            if (!Files.exists(Repository.file(name))
                    && !name.endsWith("/target")
                    && !name.startsWith("Xylem")
                    && sources.stream().noneMatch(source -> source.endsWith(name))) {
                missing.add(name);
            }
        }
        assertEquals(List.of(), missing);
    }

    /** The annotated classes that the README shows are those that compile in the samples. */
    @Test
    void theReadmeShowsTheSamplesAsTheyAre() throws IOException {
        showsAsItIs("samples/guest/src/main/java/org/example/guest/Balloon.java");
        showsAsItIs("samples/arp/src/main/java/org/example/arp/Neighbours.java");
    }

    private static void showsAsItIs(String source) throws IOException {
        String readme = read("README.md");
        String part = read(source);
        String shown = part.substring(part.indexOf("@Part"));
        assertAll(shown.lines().map(line -> () -> assertTrue(readme.contains(line), line)));
    }

    private static String read(String file) throws IOException {
        return Files.readString(Repository.file(file));
    }
}
