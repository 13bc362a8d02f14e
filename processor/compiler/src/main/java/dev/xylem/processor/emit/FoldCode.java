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
        ValueType type = slot.value().type();
        boolean text = !(type.core() instanceof ValueType.Opaque) && !(type.core() instanceof TreeType);
        if (text) {
            return CodeBlock.builder()
                    .addStatement("return $L", conversions.decode(type, "text"))
                    .build();
        }
        ClassName empty = Types.of(((JavaType.Declared) type.java()).id());
        return CodeBlock.builder()
                .addStatement(
                        "return $T.$L()",
                        empty,
                        empty.simpleName().equals(Optional.class.getSimpleName()) ? "empty" : "of")
                .build();
    }
}
