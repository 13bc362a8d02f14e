package dev.xylem.processor.model;

import java.util.Locale;
import java.util.Optional;

/** The primitive types. */
public enum PrimitiveKind {
    BOOLEAN("Boolean"),
    BYTE("Byte"),
    SHORT("Short"),
    INT("Integer"),
    LONG("Long"),
    CHAR("Character"),
    FLOAT("Float"),
    DOUBLE("Double");

    private final String box;

    PrimitiveKind(String box) {
        this.box = box;
    }

    /** The keyword: {@code long}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The wrapper class: {@code java.lang.Long}. */
    public ClassId box() {
        return ClassId.of("java.lang", box);
    }

    /** How many of the 255 parameter slots of a method a parameter of this type takes. */
    public int slots() {
        return this == LONG || this == DOUBLE ? 2 : 1;
    }

    /** The primitive that a class wraps, if it wraps one. */
    public static Optional<PrimitiveKind> boxedBy(ClassId type) {
        for (PrimitiveKind kind : values()) {
            if (kind.box().equals(type)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
