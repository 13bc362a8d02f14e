package dev.xylem.processor.io;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Objects;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Takes planned files: the one class that writes. Used by one thread. */
public final class FileSink {
    private final Target target;

    /** Where a file goes. */
    private interface Target {
        void write(PlannedFile file) throws IOException;
    }

    private FileSink(Target target) {
        this.target = target;
    }

    /** Writes to the compiler, which compiles the files in the next round. */
    public static FileSink to(Filer filer, Elements elements) {
        return new FileSink(file -> {
            TypeElement[] origins = file.originating().stream()
                    .map(id -> elements.getTypeElement(id.canonical()))
                    .filter(Objects::nonNull)
                    .toArray(TypeElement[]::new);
            try (Writer writer =
                    filer.createSourceFile(file.type().canonical(), origins).openWriter()) {
                writer.write(file.text());
            }
        });
    }

    /** Keeps the files under the names of their classes. */
    public static FileSink to(Map<String, PlannedFile> memory) {
        return new FileSink(file -> memory.put(file.type().canonical(), file));
    }

    /** Prints the files one after the other, each below a line with its name. */
    public static FileSink to(Appendable out) {
        return new FileSink(file -> out.append("==> ")
                .append(file.type().canonical())
                .append('\n')
                .append(file.text())
                .append('\n'));
    }

    /**
     * Writes a file.
     *
     * @throws IOException when it cannot be written
     */
    public void write(PlannedFile file) throws IOException {
        target.write(file);
    }
}
