package dev.xylem.value;

import dev.xylem.ByteSize;
import dev.xylem.Codec;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From a value to the bytes of a node, such that {@link Decode} reads an equal value. Throws {@link ValueException} for the
 * few values that have no such text.
 */
public final class Encode {
    private Encode() {}

    /** The decimal digits. */
    public static byte[] of(long value) {
        return ascii(Long.toString(value));
    }

    /** The decimal digits. */
    public static byte[] of(int value) {
        return ascii(Integer.toString(value));
    }

    /** The shortest decimal text of the number. */
    public static byte[] of(float value) {
        return ascii(Float.toString(value));
    }

    /** The shortest decimal text of the number. */
    public static byte[] of(double value) {
        return ascii(Double.toString(value));
    }

    /** {@code true} or {@code false}. */
    public static byte[] of(boolean value) {
        return ascii(Boolean.toString(value));
    }

    /** The character in UTF-8; half of a surrogate pair has no text. */
    public static byte[] of(char value) {
        return of(String.valueOf(value));
    }

    /** The text in UTF-8; a string with half of a surrogate pair has none. */
    public static byte[] of(String value) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
        } catch (CharacterCodingException e) {
            throw new ValueException("a text with half of a surrogate pair has no UTF-8");
        }
    }

    /** The bytes themselves, copied. */
    public static byte[] of(byte[] value) {
        return value.clone();
    }

    /** ISO-8601. */
    public static byte[] of(Duration value) {
        return ascii(value.toString());
    }

    /** A whole number and a binary unit. */
    public static byte[] of(ByteSize value) {
        return ascii(value.toString());
    }

    /** The URI as written; a relative one that would read back with a host or a scheme has no text. */
    public static byte[] of(URI value) {
        return printed(value, "URI", URI::new);
    }

    /** The path as written; one of another file system than the default, or of no characters, has no text. */
    public static byte[] of(Path value) {
        if (!value.getFileSystem().equals(FileSystems.getDefault())) {
            throw new ValueException("a path of another file system than the default one has no text");
        }
        return printed(value, "path of the file system", Path::of);
    }

    /** The address in digits; one with a zone has no text. */
    public static byte[] of(InetAddress value) {
        return ascii(Addresses.format(value));
    }

    /** The canonical form in small letters. */
    public static byte[] of(UUID value) {
        return ascii(value.toString());
    }

    /** The name of the constant. */
    public static byte[] of(Enum<?> value) {
        return of(value.name());
    }

    /** A user's type by its {@code toString}, checked to read back equal through its own method. */
    public static <T> byte[] printed(T value, String type, Parser<T> parser) {
        return checked(value, type, Object::toString, parser);
    }

    /** A value through the codec that the user named, checked to read back equal. */
    public static <T> byte[] coded(T value, String type, Codec<T> codec) {
        return checked(value, type, codec::encode, codec::decode);
    }

    private static <T> byte[] checked(T value, String type, Function<T, @Nullable String> printer, Parser<T> parser) {
        String text;
        boolean same;
        try {
            text = printer.apply(value);
            same = text != null && Objects.deepEquals(value, parser.parse(text));
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            throw new ValueException("writing a " + type + " as text, or reading it back, failed", Decode.reason(e));
        }
        if (text == null || !same) {
            throw new ValueException("the text of a " + type + " must read back as an equal value");
        }
        return of(text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
