package dev.xylem.ninep.store;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The names of files that stand for any text: what a name cannot have, and a dot at the beginning, are written as a per cent sign
 * and the number of the character in two hexadecimal digits; so is the sign itself.
 */
final class FileName {
    private static final int MAX_OCTETS = 255;

    private FileName() {}

    /** The name for a text; null if it would be empty or too long for a name. */
    static @Nullable String of(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaped(c, i)) {
                name.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                name.append(c);
            }
        }
        String made = name.toString();
        int octets = made.getBytes(StandardCharsets.UTF_8).length;
        return octets == 0 || octets > MAX_OCTETS ? null : made;
    }

    private static boolean escaped(char c, int place) {
        return c < ' ' || c == '/' || c == '%' || c == 0x7F || c == '.' && place == 0;
    }

    /** The text that a name stands for; null if {@link #of} makes no such name. */
    static @Nullable String key(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%') {
                if (i + 2 >= name.length()) {
                    return null;
                }
                int high = Character.digit(name.charAt(i + 1), 16);
                int low = Character.digit(name.charAt(i + 2), 16);
                if (high < 0 || low < 0) {
                    return null;
                }
                text.append((char) (high << 4 | low));
                i += 2;
            } else {
                text.append(c);
            }
        }
        String key = text.toString();
        return name.equals(of(key)) ? key : null;
    }
}
