package dev.xylem.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A type as Java source spells it; {@code toString} is that spelling with qualified names. Annotations are left out. */
public sealed interface JavaType {
    /** A primitive type. */
    record Primitive(PrimitiveKind kind) implements JavaType {
        @Override
        public String toString() {
            return kind.keyword();
        }
    }

    /** A class or interface; no arguments means not generic, or raw. */
    record Declared(ClassId id, List<JavaType> arguments) implements JavaType {
        public Declared {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return arguments.isEmpty()
                    ? id.canonical()
                    : arguments.stream()
                            .map(JavaType::toString)
                            .collect(Collectors.joining(", ", id.canonical() + "<", ">"));
        }
    }

    /** An array. */
    record Array(JavaType component) implements JavaType {
        @Override
        public String toString() {
            return component + "[]";
        }
    }

    /** A wildcard; only as an argument. At most one bound is present. */
    record Wildcard(Optional<JavaType> upper, Optional<JavaType> lower) implements JavaType {
        @Override
        public String toString() {
            return upper.map(t -> "? extends " + t)
                    .or(() -> lower.map(t -> "? super " + t))
                    .orElse("?");
        }
    }

    /** A class without arguments. */
    static JavaType of(ClassId id) {
        return new Declared(id, List.of());
    }

    /** A primitive type. */
    static JavaType of(PrimitiveKind kind) {
        return new Primitive(kind);
    }

    /** This type, or its wrapper where it is primitive. */
    default JavaType boxed() {
        return this instanceof Primitive primitive ? of(primitive.kind().box()) : this;
    }

    /** How many of the 255 parameter slots of a method a parameter of this type takes. */
    default int slots() {
        return this instanceof Primitive primitive ? primitive.kind().slots() : 1;
    }

    /** The name without packages and arguments: {@code Entry}, {@code long}, {@code byte[]}. */
    default String shortName() {
        if (this instanceof Declared declared) {
            return declared.id().simpleName();
        }
        return this instanceof Array array ? array.component().shortName() + "[]" : toString();
    }

    /** The spelling without packages, for people: {@code Optional<String>}. */
    default String shown() {
        if (this instanceof Declared declared) {
            String name = declared.id().joined(".");
            return declared.arguments().isEmpty()
                    ? name
                    : declared.arguments().stream()
                            .map(JavaType::shown)
                            .collect(Collectors.joining(", ", name + "<", ">"));
        }
        if (this instanceof Array array) {
            return array.component().shown() + "[]";
        }
        if (this instanceof Wildcard wildcard) {
            return wildcard.upper()
                    .map(t -> "? extends " + t.shown())
                    .or(() -> wildcard.lower().map(t -> "? super " + t.shown()))
                    .orElse("?");
        }
        return toString();
    }
}
