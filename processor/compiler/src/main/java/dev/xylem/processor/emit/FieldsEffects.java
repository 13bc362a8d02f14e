package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a small graph hands effects over: a single effect through a method of its own, several in one frame per commit. */
final class FieldsEffects {
    private final GraphContext context;
    private final ProgramPlan plan;

    FieldsEffects(GraphContext context) {
        this.context = context;
        this.plan = context.plan();
    }

    /** Whether one frame carries several effects. */
    boolean combined() {
        return !plan.runsDirectly();
    }

    void addTo(TypeSpec.Builder graph) {
        graph.addMethod(every());
        if (plan.runsDirectly()) {
            graph.addMethod(SingleEffect.method(context, plan.effects().get(0)));
        }
    }

    /** Local variables for the values before the commit that effects ask for. */
    CodeBlock oldValues() {
        CodeBlock.Builder code = CodeBlock.builder();
        Set<Integer> done = new LinkedHashSet<>();
        for (ProgramPlan.Effect effect : plan.effects()) {
            for (int i = 0; i < effect.sources().size(); i++) {
                Slot slot = context.slot(effect.sources().get(i));
                if (DueEmitter.parameter(effect, i).change() && done.add(slot.index())) {
                    code.addStatement(
                            "final $T $L = $L",
                            Places.type(slot),
                            SingleEffect.old(slot),
                            context.places().read("now", slot));
                }
            }
        }
        return code.build();
    }

    /** The end of the cycle: hands over what is due. */
    CodeBlock dispatch() {
        List<ProgramPlan.Effect> effects = plan.effects().stream()
                .filter(effect -> !effect.sources().isEmpty())
                .toList();
        CodeBlock.Builder code = CodeBlock.builder();
        if (effects.isEmpty()) {
            return code.build();
        }
        if (!combined()) {
            ProgramPlan.Effect effect = effects.get(0);
            return SingleEffect.call(context, effect, context.any(effect.sources()));
        }
        code.addStatement("long effects = 0");
        for (ProgramPlan.Effect effect : effects) {
            code.beginControlFlow("if ($L)", context.any(effect.sources()))
                    .addStatement("effects |= $L", bit(effect))
                    .endControlFlow();
        }
        code.beginControlFlow("if (effects != 0)");
        code.addStatement("final $T due = queue.claim()", context.names().due());
        for (ProgramPlan.Effect effect : effects) {
            for (int i = 0; i < effect.sources().size(); i++) {
                Slot slot = context.slot(effect.sources().get(i));
                code.addStatement("due.$L = $N", DueEmitter.field(effect, i), slot.name());
                if (DueEmitter.parameter(effect, i).change()) {
                    code.addStatement("due.$L = $L", DueEmitter.old(effect, i), SingleEffect.old(slot));
                }
            }
            if (DueEmitter.runsForAll(effect)) {
                code.addStatement("due.$L = $L", DueEmitter.all(effect), context.any(DueEmitter.others(effect)));
            }
        }
        return code.addStatement("queue.submit(due, effects, commit)")
                .endControlFlow()
                .build();
    }

    private String bit(ProgramPlan.Effect effect) {
        return Bits.literal(1L << plan.effects().indexOf(effect));
    }

    private MethodSpec every() {
        MethodSpec.Builder every = CycleCode.everyEffect();
        if (plan.effects().isEmpty()) {
            return every.addComment("there are none").build();
        }
        every.addStatement("final $T due = queue.claim()", context.names().due());
        for (ProgramPlan.Effect effect : plan.effects()) {
            for (int i = 0; i < effect.sources().size(); i++) {
                Slot slot = context.slot(effect.sources().get(i));
                CodeBlock value = context.places().read("now", slot);
                every.addStatement("due.$L = $L", DueEmitter.field(effect, i), value);
                if (DueEmitter.parameter(effect, i).change()) {
                    every.addStatement("due.$L = $L", DueEmitter.old(effect, i), value);
                }
            }
            every.addCode(DueEmitter.first(effect));
        }
        long all = (1L << plan.effects().size()) - 1;
        return every.addStatement("queue.submit(due, $L, commit)", Bits.literal(all))
                .build();
    }
}
