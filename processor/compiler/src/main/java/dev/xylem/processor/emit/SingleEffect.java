package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The method for the effect of a program that has only one. */
final class SingleEffect {
    private SingleEffect() {}

    /** The variable for the value of a slot before the commit. */
    static String old(Slot slot) {
        return slot.name() + "_old";
    }

    /** The statement that runs the effect on the values of variables named like their slots. */
    static CodeBlock call(GraphContext context, ProgramPlan.Effect effect, CodeBlock condition) {
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < effect.sources().size(); i++) {
            Slot slot = context.slot(effect.sources().get(i));
            arguments.add(CodeBlock.of("$N", slot.name()));
            if (DueEmitter.parameter(effect, i).change()) {
                arguments.add(CodeBlock.of("$L", old(slot)));
            }
        }
        arguments.add(CodeBlock.of("commit"));
        return CodeBlock.builder()
                .beginControlFlow("if ($L)", condition)
                .addStatement("effect_$L($L)", effect.name(), CodeBlock.join(arguments, ", "))
                .endControlFlow()
                .build();
    }

    /** The field that says whether the effect runs on the committing thread. */
    static FieldSpec field(ProgramPlan.Effect effect) {
        if (effect.node().effect().isStatic()) {
            return FieldSpec.builder(TypeName.BOOLEAN, "direct", Modifier.PRIVATE, Modifier.FINAL)
                    .addJavadoc("Whether the effect runs on the committing thread.\n")
                    .build();
        }
        return FieldSpec.builder(GraphNames.companion(effect.node().use()), "direct", Modifier.PRIVATE, Modifier.FINAL)
                .addJavadoc("The part, where its effect runs on the committing thread; otherwise null.\n")
                .build();
    }

    /** The value of that field. */
    static CodeBlock direct(ProgramPlan.Effect effect) {
        return effect.node().effect().isStatic()
                ? CodeBlock.of("queue.direct()")
                : CodeBlock.of(
                        "queue.direct() ? parts.$N : null", effect.node().use().name());
    }

    /** Runs the only effect, or hands it over in a frame; apart from the cycle, so that the cycle stays short. */
    static MethodSpec method(GraphContext context, ProgramPlan.Effect effect) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("effect_" + effect.name()).addModifiers(Modifier.PRIVATE);
        boolean isStatic = effect.node().effect().isStatic();
        CodeBlock.Builder fill = CodeBlock.builder();
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < effect.sources().size(); i++) {
            Slot slot = context.slot(effect.sources().get(i));
            String field = DueEmitter.field(effect, i);
            method.addParameter(Places.type(slot), field);
            fill.addStatement("due.$L = $L", field, field);
            if (DueEmitter.parameter(effect, i).change()) {
                String before = DueEmitter.old(effect, i);
                method.addParameter(Places.type(slot), before);
                fill.addStatement("due.$L = $L", before, before);
                arguments.add(CodeBlock.of("new $T<$T>($L, $L)", Types.CHANGE, Places.boxed(slot), before, field));
            } else {
                arguments.add(CodeBlock.of("$L", field));
            }
        }
        return method.addParameter(TypeName.LONG, "commit")
                .beginControlFlow(isStatic ? "if (direct)" : "if (direct != null)")
                .beginControlFlow("try")
                .addStatement(
                        "$L",
                        isStatic
                                ? Calls.effect(effect, arguments)
                                : CodeBlock.of(
                                        "direct.$L$$($L)",
                                        effect.node().effect().name(),
                                        CodeBlock.join(arguments, ", ")))
                .nextControlFlow("catch ($T e)", Throwable.class)
                .addStatement("queue.failed($S, commit, e)", Calls.shown(effect))
                .endControlFlow()
                .addStatement("return")
                .endControlFlow()
                .addStatement("final $T due = queue.claim()", context.names().due())
                .addCode(fill.build())
                .addStatement("queue.submit(due, $L, commit)", Bits.literal(1))
                .build();
    }
}
