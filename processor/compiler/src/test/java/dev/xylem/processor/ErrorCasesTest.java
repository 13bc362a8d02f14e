package dev.xylem.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.processor.diag.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every diagnostic, by its whole text: the file, the line, and nothing besides. */
class ErrorCasesTest {
    private static final Path CATALOGUE = Path.of("../../docs/reference/errors.md");

    static Stream<ErrorCase> cases() {
        return ErrorCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void makesExactlyTheseDiagnostics(ErrorCase errorCase, @TempDir Path work) {
        String found = errorCase.found(work);
        if (Boolean.getBoolean("golden.update")) {
            errorCase.update(found);
        } else {
            assertEquals(errorCase.expected(), found);
        }
    }

    @Test
    void everyCodeIsShownByACase() {
        String all = String.join("\n", cases().map(ErrorCase::expected).toList());
        List<Code> missing = Arrays.stream(Code.values())
                .filter(code -> code != Code.INTERNAL)
                .filter(code -> !all.contains("[" + code.text() + "]"))
                .toList();
        assertEquals(List.of(), missing, "no file in src/test/resources/errors shows these codes");
    }

    @Test
    void everyCodeIsExplained() throws Exception {
        List<String> headings = Files.readAllLines(CATALOGUE).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        assertEquals(Arrays.stream(Code.values()).map(Code::text).sorted().toList(), headings);
        assertTrue(Code.CYCLE.link().endsWith("#" + Code.CYCLE.text().toLowerCase(Locale.ROOT)));
    }
}
