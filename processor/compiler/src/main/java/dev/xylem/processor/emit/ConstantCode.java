package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.xylem.processor.model.FixedValue;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.PrimitiveKind;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.plan.Slot;
import dev.xylem.value.Decode;
import java.nio.charset.StandardCharsets;

/** Constants as generated code writes them: literals where Java has them, otherwise static final fields. */
final class ConstantCode {
    private ConstantCode() {}

    /** The expression for a constant; empty for any other value. */
    static CodeBlock literal(Slot slot, Conversions conversions) {
        return slot.constant()
                .map(constant -> literal(slot.value().type(), text(constant), conversions))
                .orElse(CodeBlock.of(""));
    }

    /** What is said of a constant instead of a rule. */
    static String rule(FixedValue constant) {
        return "constant " + constant.key() + " = " + text(constant) + ", fixed by " + constant.origin()
                + " when the program was synthesised";
    }

    private static String text(FixedValue constant) {
        return constant.text().orElseThrow();
    }

    private static CodeBlock literal(ValueType type, String text, Conversions conversions) {
        if (type instanceof ValueType.Scalar scalar) {
            return scalar(scalar.kind(), text.getBytes(StandardCharsets.UTF_8));
        }
        if (type instanceof ValueType.Enumeration) {
            return CodeBlock.of("$T.$L", Types.of(((JavaType.Declared) type.java()).id()), text);
        }
        if (type.equals(new ValueType.Builtin(ValueType.Builtin.Kind.STRING))) {
            return CodeBlock.of("$S", text);
        }
        return conversions.fixed(type, text);
    }

    private static CodeBlock scalar(PrimitiveKind kind, byte[] text) {
        return switch (kind) {
            case BOOLEAN -> CodeBlock.of("$L", Decode.toBoolean(text));
            case BYTE -> CodeBlock.of("(byte) $L", Decode.toByte(text));
            case SHORT -> CodeBlock.of("(short) $L", Decode.toShort(text));
            case INT -> CodeBlock.of("$L", Decode.toInt(text));
            case LONG -> CodeBlock.of("$LL", Decode.toLong(text));
            case CHAR -> CodeBlock.of("(char) $L", (int) Decode.toChar(text));
            case FLOAT -> real(Decode.toFloat(text), Float.class, Decode.toFloat(text) + "f");
            case DOUBLE -> real(Decode.toDouble(text), Double.class, Decode.toDouble(text) + "d");
        };
    }

    private static CodeBlock real(double value, Class<?> type, String literal) {
        if (Double.isNaN(value)) {
            return CodeBlock.of("$T.NaN", type);
        }
        if (Double.isInfinite(value)) {
            return CodeBlock.of("$T.$L_INFINITY", type, value > 0 ? "POSITIVE" : "NEGATIVE");
        }
        return CodeBlock.of("$L", literal);
    }
}
