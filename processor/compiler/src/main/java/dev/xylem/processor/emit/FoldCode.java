package dev.xylem.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.xylem.processor.model.Fold;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.plan.Slot;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of folds besides the cycle: how they start, and what the table of values tells of that. */
final class FoldCode {
    private FoldCode() {}

    /** The previous value of a fold among boxed values; the place of a fold holds it until it is computed. */
    static CodeBlock previous(Slot slot) {
        return CodeBlock.of("$T.<$T>at(values, $L)", Types.REFS, Places.boxed(slot), slot.index());
    }

    /** The last column of a fold's line: the slots that reset it, {@code =} and the text of its first value. */
    static String column(Fold fold, Slot slot) {
        return slot.resets().stream().distinct().map(String::valueOf).collect(Collectors.joining(","))
                + fold.initial().map(text -> "=" + text).orElse("");
    }

    /** Returns the value of a fold for the variable {@code text}, which is null where it starts empty. */
    static CodeBlock start(Slot slot, Conversions conversions) {
        return start(slot.value().type(), conversions);
    }

    /** Returns what a fold of a type begins with, which it knows itself. */
    static CodeBlock start(ValueType type, Fold fold, Conversions conversions) {
        if (fold.initial().isEmpty()) {
            return empty(type);
        }
        return CodeBlock.builder()
                .addStatement(
                        "final byte[] text = $T.of($S)",
                        Types.ENCODE,
                        fold.initial().get())
                .add(start(type, conversions))
                .build();
    }

    private static CodeBlock start(ValueType type, Conversions conversions) {
        boolean text = !(type.core() instanceof ValueType.Opaque) && !(type.core() instanceof TreeType);
        if (text) {
            return CodeBlock.builder()
                    .addStatement("return $L", conversions.decode(type, "text"))
                    .build();
        }
        return empty(type);
    }

    private static CodeBlock empty(ValueType type) {
        ClassName empty = Types.of(((JavaType.Declared) type.java()).id());
        return CodeBlock.builder()
                .addStatement(
                        "return $T.$L()",
                        empty,
                        empty.simpleName().equals(Optional.class.getSimpleName()) ? "empty" : "of")
                .build();
    }
}
