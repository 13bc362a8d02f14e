package dev.xylem.processor.check;

import dev.xylem.ByteSize;
import dev.xylem.processor.model.Constraint;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.value.Decode;
import dev.xylem.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Converts defaults by the decoders that programs use. Types and codecs of the user do not run in the compiler: their
 * defaults are converted when a program starts.
 */
final class Defaults {
    private Defaults() {}

    /** Why a text is no value of a type, or breaks a constraint, as the end of a sentence, if so. */
    static Optional<String> wrong(ValueType type, List<Constraint> constraints, String text) {
        if (type.core() instanceof TreeType) {
            return Optional.of("a directory has no text; @Child(orElse = …) gives a component its default");
        }
        try {
            Optional<Object> value = decode(type.core(), text);
            for (Constraint constraint : constraints) {
                Optional<String> broken = value.flatMap(v -> broken(constraint, v));
                if (broken.isPresent()) {
                    return broken;
                }
            }
            return Optional.empty();
        } catch (ValueException refused) {
            return Optional.of(type.secret() ? refused.rule() : String.valueOf(refused.getMessage()));
        }
    }

    /** Whether two texts are the same value of a type. */
    static boolean same(ValueType type, String one, String other) {
        try {
            Optional<Object> value = decode(type.core(), one);
            return value.isPresent() && value.equals(decode(type.core(), other));
        } catch (ValueException refused) {
            return false;
        }
    }

    private static Optional<Object> decode(ValueType type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (type instanceof ValueType.Scalar scalar) {
            return Optional.of(
                    switch (scalar.kind()) {
                        case BOOLEAN -> Decode.toBoolean(bytes);
                        case BYTE -> Decode.toByte(bytes);
                        case SHORT -> Decode.toShort(bytes);
                        case INT -> Decode.toInt(bytes);
                        case LONG -> Decode.toLong(bytes);
                        case CHAR -> Decode.toChar(bytes);
                        case FLOAT -> Decode.toFloat(bytes);
                        case DOUBLE -> Decode.toDouble(bytes);
                    });
        }
        if (type instanceof ValueType.Builtin builtin) {
            return Optional.of(
                    switch (builtin.kind()) {
                        case STRING -> Decode.toText(bytes);
                        case BYTES -> Decode.toBytes(bytes);
                        case DURATION -> Decode.toDuration(bytes);
                        case BYTE_SIZE -> Decode.toByteSize(bytes);
                        case URI -> Decode.toUri(bytes);
                        case PATH -> Decode.toPath(bytes);
                        case INET_ADDRESS -> Decode.toInetAddress(bytes);
                        case UUID -> Decode.toUuid(bytes);
                    });
        }
        if (type instanceof ValueType.Enumeration enumeration
                && !enumeration.constants().contains(text)) {
            throw new ValueException("expected one of " + String.join(", ", enumeration.constants()));
        }
        return Optional.empty();
    }

    private static Optional<String> broken(Constraint constraint, Object value) {
        if (constraint instanceof Constraint.Min min
                && amount(value).filter(v -> v < min.value()).isPresent()) {
            return Optional.of("@Min asks for at least " + min.value());
        }
        if (constraint instanceof Constraint.Max max
                && amount(value).filter(v -> v > max.value()).isPresent()) {
            return Optional.of("@Max asks for at most " + max.value());
        }
        if (constraint instanceof Constraint.Pattern pattern && value instanceof String text) {
            return Constraints.compile(pattern)
                    .filter(regexp -> !regexp.matcher(text).matches())
                    .map(regexp -> "@Pattern asks for " + pattern.regexp());
        }
        if (constraint instanceof Constraint.Size size) {
            return length(value)
                    .filter(length -> length < size.min() || length > size.max())
                    .map(length -> "@Size asks for a length from " + size.min() + " to " + size.max());
        }
        return Optional.empty();
    }

    private static Optional<Long> amount(Object value) {
        if (value instanceof ByteSize size) {
            return Optional.of(size.bytes());
        }
        boolean integral =
                value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
        return integral ? Optional.of(((Number) value).longValue()) : Optional.empty();
    }

    private static Optional<Integer> length(Object value) {
        if (value instanceof String text) {
            return Optional.of(text.length());
        }
        return value instanceof byte[] bytes ? Optional.of(bytes.length) : Optional.empty();
    }
}
