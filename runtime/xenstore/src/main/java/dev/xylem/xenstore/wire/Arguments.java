package dev.xylem.xenstore.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The payload of a message, taken apart at its NULs. Like {@link Message} it is filled again and again. Not thread-safe.
 */
public final class Arguments {
    /** More strings than this are no request that anybody has a use for; the longest permission list is shorter. */
    private static final int MAX_STRINGS = Message.MAX_PAYLOAD / 2;

    private byte[] payload = {};
    private int length;

    /** Where each string ends; it begins after the end of the one before. */
    private final int[] ends = new int[MAX_STRINGS];

    private int count;

    /** Nothing, until the first split. */
    public Arguments() {}

    /**
     * Takes a payload apart into strings, each with a NUL behind it.
     *
     * @return whether the payload is nothing else
     */
    public boolean splitStrings(Message message) {
        payload = message.payload();
        length = message.length();
        count = 0;
        int found = 0;
        for (int i = 0; i < length; i++) {
            if (payload[i] == 0) {
                if (found == MAX_STRINGS) {
                    return false;
                }
                ends[found++] = i;
            }
        }
        count = found;
        return length > 0 && payload[length - 1] == 0;
    }

    /**
     * Takes a payload apart at its first NUL: one string, and all that follows as {@link #rest}.
     *
     * @return whether there is a NUL
     */
    public boolean splitFirst(Message message) {
        payload = message.payload();
        length = message.length();
        count = 0;
        for (int i = 0; i < length; i++) {
            if (payload[i] == 0) {
                ends[0] = i;
                count = 1;
                return true;
            }
        }
        return false;
    }

    /** How many strings there are. */
    public int count() {
        return count;
    }

    /** Whether a string has no octets. */
    public boolean isEmpty(int i) {
        return from(i) == ends[i];
    }

    /** A string as text; each octet becomes the character with its number, so that none is lost. */
    public String text(int i) {
        int from = from(i);
        return new String(payload, from, ends[i] - from, StandardCharsets.ISO_8859_1);
    }

    /** A copy of a string's octets. */
    public byte[] octets(int i) {
        return Arrays.copyOfRange(payload, from(i), ends[i]);
    }

    /** A copy of what follows the last string. */
    public byte[] rest() {
        return Arrays.copyOfRange(payload, ends[count - 1] + 1, length);
    }

    private int from(int i) {
        if (i >= count) {
            throw new IndexOutOfBoundsException("string " + i + " of " + count);
        }
        return i == 0 ? 0 : ends[i - 1] + 1;
    }
}
