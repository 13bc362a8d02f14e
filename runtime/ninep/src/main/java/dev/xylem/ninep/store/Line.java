package dev.xylem.ninep.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text of a value as a line of a file: shells end what they write with a newline, which is not part of the value. */
final class Line {
    private static final byte[] NOTHING = {};

    private Line() {}

    /** What a file of a text holds; nothing where there is no text. */
    static byte[] of(byte @Nullable [] text) {
        if (text == null) {
            return NOTHING;
        }
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }

    /** The text of what was written to a file: one newline at the end does not count. */
    static byte[] text(byte[] written) {
        int length = written.length;
        return length > 0 && written[length - 1] == '\n' ? Arrays.copyOf(written, length - 1) : written;
    }
}
