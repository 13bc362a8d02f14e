package dev.xylem.processor.check;

import javax.lang.model.SourceVersion;

/** Names and texts of the user, as they may be generated and printed. */
final class Names {
    private Names() {}

    static boolean isKeyword(String name) {
        return SourceVersion.isKeyword(name);
    }

    /** Whether a method may be named so. */
    static boolean isIdentifier(String name) {
        return SourceVersion.isIdentifier(name) && !isKeyword(name);
    }

    /** The text with everything that is not printable ASCII spelled out. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                printable.append(c);
            } else {
                printable.append(String.format("\\u%04x", (int) c));
            }
        }
        return printable.toString();
    }
}
