package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.xylem.processor.model.Fold;
import dev.xylem.processor.model.States;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Writes the methods that bring families of states forward. To the cycle such a value is one that is derived from its sources; what
 * was before is read from the published values, which hold the last commit until the cycle is over.
 */
final class StatesCode {
    private final GraphContext context;

    StatesCode(GraphContext context) {
        this.context = context;
    }

    /** The name of the method for a slot. */
    static String name(Slot slot) {
        return "states_" + slot.name();
    }

    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        for (Slot slot : context.plan().slots()) {
            if (slot.value() instanceof Value.Derived derived
                    && derived.states().isPresent()) {
                methods.add(method(slot, derived, derived.states().get()));
            }
        }
        return methods;
    }

    private MethodSpec method(Slot slot, Value.Derived derived, States states) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name(slot))
                .addModifiers(Modifier.PRIVATE)
                .returns(Places.type(slot))
                .addException(Exception.class);
        List<CodeBlock> arguments = new ArrayList<>(List.of(CodeBlock.of("key"), CodeBlock.of("instance")));
        for (int i = 0; i < slot.sources().size(); i++) {
            method.addParameter(Places.type(source(slot, i)), "source" + i);
            if (i > 0) {
                arguments.add(CodeBlock.of("source$L", i));
            }
        }
        Fold fold = states.fold();
        arguments.add(fold.place(), CodeBlock.of("previous"));
        CodeBlock call = CodeBlock.of(
                "$L.$L$$($L)",
                derived.isStatic()
                        ? CodeBlock.of("$T", Calls.companion(slot))
                        : CodeBlock.of("parts.$N", slot.node().use().name()),
                derived.name(),
                CodeBlock.join(arguments, ", "));
        List<Integer> others = new ArrayList<>();
        for (int i = 1; i < slot.sources().size(); i++) {
            others.add(i);
        }
        TypeName state = Types.of(states.state().java().boxed());
        return method.addCode("return $T.<$T, $T, $T>after(\n$>", Types.STATES, key(states), instance(slot), state)
                .addCode("$L,\n", context.places().read("now", slot))
                .addCode("$L,\n", context.places().read("now", source(slot, 0)))
                .addCode("source0,\n")
                .addCode("$L,\n", any(slot, others))
                .addCode("$L,\n", any(slot, fold.resets()))
                .addCode("$L,\n", fold.atStart())
                .addCode("() -> {\n$>$L$<},\n", FoldCode.start(states.state(), fold, context.conversions()))
                .addCode("(previous, key, instance) -> $L);\n$<", call)
                .build();
    }

    private static TypeName key(States states) {
        return Types.of(states.each().key().type().boxed());
    }

    private static TypeName instance(Slot slot) {
        return Types.of(((Value.Derived) slot.value())
                .states()
                .orElseThrow()
                .each()
                .instance()
                .type()
                .boxed());
    }

    private Slot source(Slot slot, int parameter) {
        return context.slot(slot.sources().get(parameter));
    }

    /** A condition that holds when one of some parameters has another value than before the commit. */
    private CodeBlock any(Slot slot, List<Integer> parameters) {
        List<CodeBlock> tests = new ArrayList<>();
        for (int parameter : parameters) {
            Slot source = source(slot, parameter);
            if (ConstantCode.literal(source, context.conversions()).isEmpty()) {
                tests.add(Conversions.differ(
                        source.value().type(),
                        CodeBlock.of("source$L", parameter),
                        context.places().read("now", source)));
            }
        }
        return tests.isEmpty() ? CodeBlock.of("false") : CodeBlock.join(tests, " || ");
    }
}
