package dev.xylem.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Constraint;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.PrimitiveKind;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Expressions that convert, compare and check values. Collects the objects that they need once per program: codecs and
 * patterns, which become constants of the generated class.
 */
final class Conversions {
    /** A constant that expressions refer to. */
    record Constant(String name, TypeName type, CodeBlock initializer) {}

    private final ClassName owner;
    private final Map<Object, Constant> constants = new LinkedHashMap<>();

    /** Expressions whose constants are fields of a class. */
    Conversions(ClassName owner) {
        this.owner = owner;
    }

    /** The constants that the expressions made so far need, in order of first use. */
    Iterable<Constant> constants() {
        return constants.values();
    }

    /** An expression for the value of a text; {@code text} is null where an optional is absent. */
    CodeBlock decode(ValueType type, String text) {
        if (type.core() instanceof TreeType) {
            return CodeBlock.of("$L.read($L)", text, subtree(type));
        }
        if (type instanceof ValueType.OptionalOf optional) {
            TypeName element = Types.of(optional.element().java().boxed());
            return CodeBlock.of(
                    "$L == null ? $T.<$T>empty() : $T.<$T>of($L)",
                    text,
                    Optional.class,
                    element,
                    Optional.class,
                    element,
                    decode(optional.element(), text));
        }
        if (type instanceof ValueType.SecretOf secret) {
            TypeName element = Types.of(secret.element().java().boxed());
            return CodeBlock.of("$T.<$T>of($L)", Types.SECRET, element, decode(secret.element(), text));
        }
        if (type instanceof ValueType.Scalar scalar) {
            return CodeBlock.of(
                    "$T.to$L($L)", Types.DECODE, capitalized(scalar.kind().keyword()), text);
        }
        if (type instanceof ValueType.Builtin builtin) {
            return CodeBlock.of("$T.$L($L)", Types.DECODE, decoder(builtin.kind()), text);
        }
        if (type instanceof ValueType.Enumeration) {
            return CodeBlock.of("$T.toEnum($L, $T.values())", Types.DECODE, text, Types.of(type.java()));
        }
        if (type instanceof ValueType.Parsed parsed) {
            return CodeBlock.of("$T.parsed($L, $S, $L)", Types.DECODE, text, shortName(parsed), parser(parsed));
        }
        if (type instanceof ValueType.Coded coded) {
            return CodeBlock.of("$T.coded($L, $S, $L)", Types.DECODE, text, shortName(coded), codec(coded.codec()));
        }
        throw new IllegalArgumentException(type.java() + " has no text");
    }

    /** An expression for the text of a value, which is not an optional. */
    CodeBlock encode(ValueType type, CodeBlock value) {
        if (type instanceof ValueType.SecretOf secret) {
            return encode(secret.element(), CodeBlock.of("$L.reveal()", value));
        }
        if (type instanceof ValueType.Parsed parsed) {
            return CodeBlock.of("$T.printed($L, $S, $L)", Types.ENCODE, value, shortName(parsed), parser(parsed));
        }
        if (type instanceof ValueType.Coded coded) {
            return CodeBlock.of("$T.coded($L, $S, $L)", Types.ENCODE, value, shortName(coded), codec(coded.codec()));
        }
        if (type instanceof ValueType.Scalar scalar && scalar.boxed()) {
            return CodeBlock.of("$T.of(($T) $L)", Types.ENCODE, Types.of(scalar.kind()), value);
        }
        if (type instanceof ValueType.Opaque || type instanceof ValueType.OptionalOf) {
            throw new IllegalArgumentException(type.java() + " has no text");
        }
        return CodeBlock.of("$T.of($L)", Types.ENCODE, value);
    }

    /** An expression for how a value lies in a directory. */
    CodeBlock subtree(ValueType type) {
        TypeName subtree = type instanceof TreeType.FamilyOf family
                ? ParameterizedTypeName.get(
                        Types.FAMILY_SHAPE,
                        Types.of(family.key().java().boxed()),
                        Types.of(family.element().java().boxed()))
                : ParameterizedTypeName.get(Types.SUBTREE, Types.of(type.java().boxed()));
        return constant(type, "SUBTREE", subtree, () -> new SubtreeCode(this).of(type));
    }

    /** A condition that holds when two values differ (rule 3). */
    static CodeBlock differ(ValueType type, CodeBlock one, CodeBlock other) {
        if (type instanceof ValueType.Scalar scalar && !scalar.boxed()) {
            return scalar.kind() == PrimitiveKind.FLOAT || scalar.kind() == PrimitiveKind.DOUBLE
                    ? CodeBlock.of(
                            "$T.compare($L, $L) != 0", Types.of(scalar.kind().box()), one, other)
                    : CodeBlock.of("$L != $L", one, other);
        }
        boolean plain = type.core().equals(type) && !type.java().equals(ValueType.Builtin.Kind.BYTES.java());
        return plain
                ? CodeBlock.of("!$L.equals($L)", one, other)
                : CodeBlock.of("!$T.same($L, $L)", Types.SAME, one, other);
    }

    /** A statement per constraint of an input; {@code value} is an expression for the value. */
    CodeBlock checks(Value.Input input, CodeBlock value) {
        return checks(input.type(), input.constraints(), value);
    }

    /** A statement per constraint of a value. */
    CodeBlock checks(ValueType declared, List<Constraint> constraints, CodeBlock value) {
        CodeBlock.Builder code = CodeBlock.builder();
        ValueType type = declared;
        CodeBlock core = value;
        boolean optional = type instanceof ValueType.OptionalOf;
        if (optional) {
            type = ((ValueType.OptionalOf) type).element();
            core = CodeBlock.of("$L.get()", value);
        }
        if (type instanceof ValueType.SecretOf) {
            core = CodeBlock.of("$L.reveal()", core);
        }
        CodeBlock.Builder checks = CodeBlock.builder();
        for (Constraint constraint : constraints) {
            checks.add(check(constraint, core));
        }
        CodeBlock built = checks.build();
        if (!built.isEmpty() && optional) {
            return code.beginControlFlow("if ($L.isPresent())", value)
                    .add(built)
                    .endControlFlow()
                    .build();
        }
        return built;
    }

    private CodeBlock check(Constraint constraint, CodeBlock value) {
        if (constraint instanceof Constraint.Min min) {
            return CodeBlock.of("$T.range($L, $LL, $T.MAX_VALUE);\n", Types.CHECK, value, min.value(), Long.class);
        }
        if (constraint instanceof Constraint.Max max) {
            return CodeBlock.of("$T.range($L, $T.MIN_VALUE, $LL);\n", Types.CHECK, value, Long.class, max.value());
        }
        if (constraint instanceof Constraint.Size size) {
            return CodeBlock.of("$T.size($L, $L, $L);\n", Types.CHECK, value, size.min(), size.max());
        }
        if (constraint instanceof Constraint.Pattern pattern) {
            return CodeBlock.of("$T.pattern($L, $L);\n", Types.CHECK, value, pattern(pattern));
        }
        return CodeBlock.of("");
    }

    private CodeBlock pattern(Constraint.Pattern pattern) {
        ClassName type = ClassName.get("java.util.regex", "Pattern");
        CodeBlock flags = pattern.flags().isEmpty()
                ? CodeBlock.of("")
                : pattern.flags().stream()
                        .map(flag -> CodeBlock.of("$T.$L", type, flag))
                        .collect(CodeBlock.joining(" | ", ", ", ""));
        return constant(
                pattern, "PATTERN", type, () -> CodeBlock.of("$T.compile($S$L)", type, pattern.regexp(), flags));
    }

    /** The value of a text that is known when the program is compiled. */
    CodeBlock fixed(ValueType type, String text) {
        CodeBlock bytes = CodeBlock.of("$T.of($S)", Types.ENCODE, text);
        return constant(List.of(type, text), "FIXED", Types.of(type.java()), () -> decode(type, bytes.toString()));
    }

    private CodeBlock codec(ClassId codec) {
        return constant(codec, "CODEC", Types.of(codec), () -> CodeBlock.of("new $T()", Types.of(codec)));
    }

    private CodeBlock constant(Object key, String stem, TypeName type, Supplier<CodeBlock> initializer) {
        Constant constant = constants.get(key);
        if (constant == null) {
            // First, since the constants that it needs have to stand before it.
            CodeBlock code = initializer.get();
            constant = new Constant(stem + "_" + (constants.size() + 1), type, code);
            constants.put(key, constant);
        }
        return CodeBlock.of("$T.$L", owner, constant.name());
    }

    private static CodeBlock parser(ValueType.Parsed parsed) {
        return CodeBlock.of("string -> $T.$L(string)", raw(parsed.java()), parsed.method());
    }

    private static TypeName raw(JavaType type) {
        return type instanceof JavaType.Declared declared ? Types.of(declared.id()) : Types.of(type);
    }

    private static String shortName(ValueType type) {
        return type.java().shortName();
    }

    private static String decoder(ValueType.Builtin.Kind kind) {
        return switch (kind) {
            case STRING -> "toText";
            case BYTES -> "toBytes";
            case DURATION -> "toDuration";
            case BYTE_SIZE -> "toByteSize";
            case URI -> "toUri";
            case PATH -> "toPath";
            case INET_ADDRESS -> "toInetAddress";
            case UUID -> "toUuid";
        };
    }

    static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
