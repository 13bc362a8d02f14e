package dev.xylem.processor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.processor.model.ClassId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileSinkTest {
    private static final PlannedFile FILE =
            new PlannedFile(ClassId.of("app", "Made"), "package app;\n\nclass Made {}\n", List.of());

    @Test
    void keepsInMemory() throws IOException {
        Map<String, PlannedFile> memory = new TreeMap<>();
        FileSink.to(memory).write(FILE);
        assertEquals(Map.of("app.Made", FILE), memory);
    }

    @Test
    void prints() throws IOException {
        StringBuilder out = new StringBuilder();
        FileSink.to(out).write(FILE);
        assertEquals("==> app.Made\npackage app;\n\nclass Made {}\n\n", out.toString());
    }
}
