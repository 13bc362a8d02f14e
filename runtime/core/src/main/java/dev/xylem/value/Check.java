package dev.xylem.value;

import dev.xylem.ByteSize;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/** The constraints of Jakarta Validation that an input may carry. Each method returns, or throws the rule. */
public final class Check {
    private Check() {}

    /** A number that is at least {@code least} and at most {@code most}. */
    public static void range(long value, long least, long most) {
        if (value < least) {
            throw new ValueException("expected at least " + least);
        }
        if (value > most) {
            throw new ValueException("expected at most " + most);
        }
    }

    /** An amount of bytes that is at least {@code least} and at most {@code most} bytes. */
    public static void range(ByteSize value, long least, long most) {
        range(value.bytes(), least, most);
    }

    /** Characters, {@code least} to {@code most} of them. */
    public static void size(String value, int least, int most) {
        size(value.length(), least, most, "characters");
    }

    /** Bytes, {@code least} to {@code most} of them. */
    public static void size(byte[] value, int least, int most) {
        size(value.length, least, most, "bytes");
    }

    /** Elements, {@code least} to {@code most} of them. */
    public static void size(Collection<?> value, int least, int most) {
        size(value.size(), least, most, "elements");
    }

    /** Entries, {@code least} to {@code most} of them. */
    public static void size(Map<?, ?> value, int least, int most) {
        size(value.size(), least, most, "entries");
    }

    private static void size(int length, int least, int most, String unit) {
        if (length < least || length > most) {
            throw new ValueException("expected " + least + " to " + most + " " + unit);
        }
    }

    /** Text that matches a pattern as a whole. */
    public static void pattern(String value, Pattern pattern) {
        boolean matches;
        try {
            matches = pattern.matcher(value).matches();
        } catch (StackOverflowError e) {
            // A group that repeats takes a frame of the stack for each character.
            matches = false;
        }
        if (!matches) {
            throw new ValueException("expected text that matches " + pattern.pattern());
        }
    }
}
