package dev.xylem.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.xylem.processor.model.Parameter;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.plan.ArrayKind;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.List;

/** Calls of the users' methods: through the bridges of companions, or directly where nothing is in the way. */
final class Calls {
    private Calls() {}

    /**
     * The expression that computes a derived value.
     *
     * @param self stands before members of the graph
     * @param previous the expression for its own value before, which only a fold takes
     */
    static CodeBlock derived(Slot slot, String self, List<CodeBlock> sources, CodeBlock previous) {
        Value.Derived derived = (Value.Derived) slot.value();
        if (derived.states().isPresent()) {
            return CodeBlock.of("$L$L($L)", self, StatesCode.name(slot), CodeBlock.join(sources, ", "));
        }
        List<CodeBlock> arguments = new ArrayList<>(sources);
        derived.fold().ifPresent(fold -> arguments.add(fold.place(), previous));
        CodeBlock receiver = derived.isStatic()
                ? CodeBlock.of("$T", companion(slot))
                : CodeBlock.of("$Lparts.$N", self, slot.node().use().name());
        CodeBlock call = CodeBlock.of("$L.$L$$($L)", receiver, derived.name(), CodeBlock.join(arguments, ", "));
        TypeName type = Places.type(slot);
        return type.isPrimitive() ? call : CodeBlock.of("$T.<$T>present($L)", Types.REFS, type, call);
    }

    /**
     * The same for a cycle: a fold starts again where the condition holds, which is empty for one that never does; static
     * methods on primitives in the package of the program need no bridge.
     */
    static CodeBlock derived(
            GraphContext context,
            Slot slot,
            String self,
            List<CodeBlock> sources,
            CodeBlock previous,
            CodeBlock resetting) {
        CodeBlock call = direct(context, slot)
                ? CodeBlock.of(
                        "$T.$N($L)",
                        Types.of(slot.node().use().part().id()),
                        slot.value().name(),
                        CodeBlock.join(sources, ", "))
                : derived(slot, self, sources, previous);
        return resetting.isEmpty()
                ? call
                : CodeBlock.of(
                        "$L ? $T.<$T>as($Linitial($L)) : $L",
                        resetting,
                        Types.REFS,
                        Places.boxed(slot),
                        self,
                        slot.index(),
                        call);
    }

    private static boolean direct(GraphContext context, Slot slot) {
        Value.Derived derived = (Value.Derived) slot.value();
        return derived.isStatic()
                && derived.fold().isEmpty()
                && slot.node()
                        .use()
                        .part()
                        .id()
                        .packageName()
                        .equals(context.names().graph().packageName())
                && slot.array() != ArrayKind.REF
                && slot.sources().stream()
                        .allMatch(source -> context.slot(source).array() != ArrayKind.REF)
                && derived.parameters().stream()
                        .map(Parameter::type)
                        .allMatch(type -> type.slots() > 0 && !type.boxed().equals(type));
    }

    /** The call of an effect on the thread that commits. */
    static CodeBlock effect(ProgramPlan.Effect effect, List<CodeBlock> arguments) {
        PartUse use = effect.node().use();
        CodeBlock receiver = effect.node().effect().isStatic()
                ? CodeBlock.of("$T", GraphNames.companion(use))
                : CodeBlock.of("parts.$N", use.name());
        return CodeBlock.of("$L.$L$$($L)", receiver, effect.node().effect().name(), CodeBlock.join(arguments, ", "));
    }

    /** The name of an effect in reports. */
    static String shown(ProgramPlan.Effect effect) {
        return effect.node().use().name() + "." + effect.node().effect().name();
    }

    static ClassName companion(Slot slot) {
        return Types.of(slot.node().use().part().id().companion());
    }
}
