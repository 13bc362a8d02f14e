package dev.xylem.processor.model;

import java.util.List;

/**
 * What is known of the type of a value: how it becomes text and comes back.
 *
 * <p>{@link OptionalOf} stands only outermost, {@link SecretOf} at most once; neither holds an {@link Opaque} on an input.
 */
public sealed interface ValueType
        permits ValueType.Scalar,
                ValueType.Builtin,
                ValueType.Enumeration,
                ValueType.Parsed,
                ValueType.Coded,
                ValueType.OptionalOf,
                ValueType.SecretOf,
                ValueType.Opaque,
                TreeType {
    /** The type as the user's method declares it. */
    JavaType java();

    /** A primitive, or its wrapper where {@code boxed}. */
    record Scalar(PrimitiveKind kind, boolean boxed) implements ValueType {
        @Override
        public JavaType java() {
            return boxed ? JavaType.of(kind.box()) : JavaType.of(kind);
        }
    }

    /** A type of the platform or of core with a conversion of its own. */
    record Builtin(Kind kind) implements ValueType {
        /** Which type. */
        public enum Kind {
            STRING("java.lang", "String"),
            BYTES("", "byte[]"),
            DURATION("java.time", "Duration"),
            BYTE_SIZE("dev.xylem", "ByteSize"),
            URI("java.net", "URI"),
            PATH("java.nio.file", "Path"),
            INET_ADDRESS("java.net", "InetAddress"),
            UUID("java.util", "UUID");

            private final ClassId id;

            Kind(String packageName, String simpleName) {
                this.id = ClassId.of(packageName, simpleName);
            }

            /** The type. */
            public JavaType java() {
                return this == BYTES ? new JavaType.Array(JavaType.of(PrimitiveKind.BYTE)) : JavaType.of(id);
            }
        }

        @Override
        public JavaType java() {
            return kind.java();
        }
    }

    /** An enum; the text is the constant's name. */
    record Enumeration(JavaType java, List<String> constants) implements ValueType {
        public Enumeration {
            constants = List.copyOf(constants);
        }
    }

    /**
     * A class that reads itself from text by a public static method with one parameter.
     *
     * @param method {@code parse}, {@code valueOf} or {@code of}
     * @param writable whether the class has a {@code toString} of its own, which is taken as the way back to text
     */
    record Parsed(JavaType java, String method, boolean writable) implements ValueType {}

    /** A type with a codec that the user names; the codec has a public constructor without parameters. */
    record Coded(JavaType java, ClassId codec) implements ValueType {}

    /** {@code Optional<X>}: absent while the node is absent. */
    record OptionalOf(ValueType element) implements ValueType {
        @Override
        public JavaType java() {
            return new JavaType.Declared(
                    ClassId.of("java.util", "Optional"), List.of(element.java().boxed()));
        }
    }

    /** {@code Secret<X>}: never shown. */
    record SecretOf(ValueType element) implements ValueType {
        @Override
        public JavaType java() {
            return new JavaType.Declared(
                    ClassId.of("dev.xylem", "Secret"), List.of(element.java().boxed()));
        }
    }

    /**
     * Any other type: good for derived values that stay in the program, never for inputs or published values.
     *
     * @param why why it has no text, as the end of a sentence: {@code has no public static parse(String)}
     */
    record Opaque(JavaType java, String why) implements ValueType {}

    /** Whether the value may be absent. */
    default boolean optional() {
        return this instanceof OptionalOf;
    }

    /** Whether the value, or what it holds, must not be shown. */
    default boolean secret() {
        return this instanceof SecretOf
                || this instanceof TreeType tree && tree.holdsSecret()
                || this instanceof OptionalOf optional && optional.element().secret();
    }

    /** The innermost type, below optional and secret. */
    default ValueType core() {
        if (this instanceof OptionalOf optional) {
            return optional.element().core();
        }
        return this instanceof SecretOf secret ? secret.element().core() : this;
    }
}
