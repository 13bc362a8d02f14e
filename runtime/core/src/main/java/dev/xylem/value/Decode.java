package dev.xylem.value;

import dev.xylem.ByteSize;
import dev.xylem.Codec;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** From the bytes of a node to a value. Every method throws {@link ValueException} when the bytes are no such value. */
public final class Decode {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private Decode() {}

    /** A decimal number with an optional sign, within the range of {@code long}. */
    public static long toLong(byte[] text) {
        return Numbers.decimal(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A decimal number with an optional sign, within the range of {@code int}. */
    public static int toInt(byte[] text) {
        return (int) Numbers.decimal(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** A decimal number with an optional sign, within the range of {@code short}. */
    public static short toShort(byte[] text) {
        return (short) Numbers.decimal(text, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** A decimal number with an optional sign, within the range of {@code byte}. */
    public static byte toByte(byte[] text) {
        return (byte) Numbers.decimal(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /** A decimal number, rounded to the nearest {@code float}; infinite only when written {@code Infinity}; or {@code NaN}. */
    public static float toFloat(byte[] text) {
        String number = Numbers.floating(toText(text));
        float value = Float.parseFloat(number);
        Numbers.checkInfinite(number, Float.isInfinite(value));
        return value;
    }

    /** A decimal number, rounded to the nearest {@code double}; infinite only when written {@code Infinity}; or {@code NaN}. */
    public static double toDouble(byte[] text) {
        String number = Numbers.floating(toText(text));
        double value = Double.parseDouble(number);
        Numbers.checkInfinite(number, Double.isInfinite(value));
        return value;
    }

    /** {@code true}, {@code false}, {@code 1} or {@code 0}. */
    public static boolean toBoolean(byte[] text) {
        if (text.length == 1 && (text[0] == '0' || text[0] == '1')) {
            return text[0] == '1';
        }
        if (Arrays.equals(text, TRUE)) {
            return true;
        }
        if (Arrays.equals(text, FALSE)) {
            return false;
        }
        throw new ValueException("expected true, false, 1 or 0");
    }

    /** Exactly one character of the basic multilingual plane. */
    public static char toChar(byte[] text) {
        String characters = toText(text);
        if (characters.length() != 1) {
            throw new ValueException("expected exactly one character");
        }
        return characters.charAt(0);
    }

    /** Any well-formed UTF-8. */
    public static String toText(byte[] text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ValueException("expected text in UTF-8");
        }
    }

    /** The bytes themselves, copied. */
    public static byte[] toBytes(byte[] text) {
        return text.clone();
    }

    /** ISO-8601 ({@code PT1H30M}), or a whole number with one of the units ns, us, ms, s, m, min, h, d. */
    public static Duration toDuration(byte[] text) {
        return Durations.parse(toText(text));
    }

    /** A whole number with a unit: {@code 64KiB}, {@code 10MB}. */
    public static ByteSize toByteSize(byte[] text) {
        try {
            return ByteSize.parse(toText(text));
        } catch (ValueException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ValueException(String.valueOf(e.getMessage()));
        }
    }

    /** A URI by RFC 2396, absolute or relative. */
    public static URI toUri(byte[] text) {
        String characters = toText(text);
        try {
            return new URI(characters);
        } catch (URISyntaxException e) {
            throw new ValueException("expected a URI", e.getReason());
        }
    }

    /** A path of the default file system. */
    public static Path toPath(byte[] text) {
        String characters = toText(text);
        try {
            return Path.of(characters);
        } catch (InvalidPathException e) {
            throw new ValueException("expected a path of the file system", e.getReason());
        }
    }

    /** An IPv4 or IPv6 address in digits; names are never looked up. */
    public static InetAddress toInetAddress(byte[] text) {
        return Addresses.parse(toText(text));
    }

    /** The form {@code 123e4567-e89b-12d3-a456-426614174000}, in either case. */
    public static UUID toUuid(byte[] text) {
        String characters = toText(text);
        if (characters.length() == 36) {
            try {
                UUID uuid = UUID.fromString(characters);
                if (uuid.toString().equalsIgnoreCase(characters)) {
                    return uuid;
                }
            } catch (IllegalArgumentException e) {
                throw new ValueException(UUID_EXPECTED);
            }
        }
        throw new ValueException(UUID_EXPECTED);
    }

    private static final String UUID_EXPECTED = "expected a UUID such as 123e4567-e89b-12d3-a456-426614174000";

    /** The name of one of the constants, exactly. */
    public static <E extends Enum<E>> E toEnum(byte[] text, E[] constants) {
        String name = toText(text);
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        String names = Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "));
        throw new ValueException("expected one of " + (names.isEmpty() ? "(the type has no constants)" : names));
    }

    /** A user's type through its own method; {@code type} names it in the rule. */
    public static <T> T parsed(byte[] text, String type, Parser<T> parser) {
        String characters = toText(text);
        T value;
        try {
            value = parser.parse(characters);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            throw new ValueException("expected a " + type, reason(e));
        }
        if (value == null) {
            throw new ValueException("expected a " + type, "its method returned null");
        }
        return value;
    }

    /** What a user's method threw, in a few words: its message, which may quote the text. */
    static String reason(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isEmpty() ? thrown.getClass().getSimpleName() : message;
    }

    /** A value through the codec that the user named. */
    public static <T> T coded(byte[] text, String type, Codec<T> codec) {
        return parsed(text, type, codec::decode);
    }
}
