package dev.xylem.processor.plan;

import dev.xylem.processor.model.PrimitiveKind;
import dev.xylem.processor.model.ValueType;
import java.util.Locale;
import java.util.Optional;

/** The kinds of array in which values are stored: one per primitive type, and one for objects. */
public enum ArrayKind {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    CHAR,
    FLOAT,
    DOUBLE,
    REF;

    /** The kind for a type. */
    public static ArrayKind of(ValueType type) {
        return type instanceof ValueType.Scalar scalar && !scalar.boxed()
                ? valueOf(scalar.kind().name())
                : REF;
    }

    /** The name of the array: {@code ints}, {@code refs}. */
    public String field() {
        return name().toLowerCase(Locale.ROOT) + "s";
    }

    /** The name of the array, or of the one for values that are only read when fresh. */
    public String field(boolean fresh) {
        return fresh ? "fresh" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT) + "s" : field();
    }

    /** The primitive type of the elements, absent for objects. */
    public Optional<PrimitiveKind> primitive() {
        return this == REF ? Optional.empty() : Optional.of(PrimitiveKind.valueOf(name()));
    }
}
