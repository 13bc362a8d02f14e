package dev.xylem.xenstore.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Octets of replies as texts, each octet the character with its number so that none is lost. */
final class Text {
    private static final int SHOWN = 80;

    private Text() {}

    static String of(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The texts in a payload that is nothing but texts with a NUL behind each; an empty one has none. */
    static List<String> list(byte[] payload, String what) throws MalformedReplyException {
        List<String> out = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == 0) {
                out.add(of(payload, from, i));
                from = i + 1;
            }
        }
        if (from != payload.length) {
            throw new MalformedReplyException("the reply to " + what + " does not end with a NUL");
        }
        return out;
    }

    /** The one text that a payload is. The NUL behind it may be missing: not every server sends it. */
    static String single(byte[] payload, String what) throws MalformedReplyException {
        int length = payload.length;
        if (length > 0 && payload[length - 1] == 0) {
            length--;
        }
        for (int i = 0; i < length; i++) {
            if (payload[i] == 0) {
                throw new MalformedReplyException("the reply to " + what + " has more than one text");
            }
        }
        return of(payload, 0, length);
    }

    /** A number of decimal digits; 64 bits without a sign. */
    static long number(String text, String what) throws MalformedReplyException {
        if (!text.matches("[0-9]{1,20}")) {
            throw new MalformedReplyException("the reply to " + what + " has '" + shown(text) + "' for a number");
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new MalformedReplyException("the reply to " + what + " has the number " + text);
        }
    }

    /** At most as much of a text as a message can take, without anything that breaks its line. */
    static String shown(String text) {
        String part = text.length() > SHOWN ? text.substring(0, SHOWN - 3) + "..." : text;
        StringBuilder out = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            out.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return out.toString();
    }
}
