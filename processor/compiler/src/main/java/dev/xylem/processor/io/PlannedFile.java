package dev.xylem.processor.io;

import dev.xylem.processor.model.ClassId;
import java.util.List;

/**
 * A source file that is to be written.
 *
 * @param type the class it declares
 * @param text the whole file, lines ended by {@code \n}
 * @param originating the user's classes that it was made from
 */
public record PlannedFile(ClassId type, String text, List<ClassId> originating) {
    public PlannedFile {
        originating = List.copyOf(originating);
    }
}
