package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.plan.Block;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Region;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** A small graph: one method that computes in local variables and publishes into fields. */
final class FieldsCycle implements CycleCode {
    private final GraphContext context;
    private final ProgramPlan plan;

    FieldsCycle(GraphContext context) {
        this.context = context;
        this.plan = context.plan();
    }

    @Override
    public void addTo(TypeSpec.Builder graph) {
        graph.addField(FieldSpec.builder(TypeName.LONG, "marked", Modifier.PRIVATE)
                .addJavadoc("A bit for each input whose staged value differs from the published one.\n")
                .build());
        for (Slot slot : plan.slots().subList(0, plan.inputs())) {
            graph.addMethod(stager(slot));
        }
        graph.addMethod(cycleMethod());
        CodeBlock.Builder restore = CodeBlock.builder();
        for (Slot slot : plan.slots().subList(0, plan.inputs())) {
            restore.addStatement("next.$N = now.$N", slot.name(), slot.name());
        }
        graph.addMethod(CycleCode.restore()
                .addCode(restore.addStatement("marked = 0").build())
                .build());
        graph.addMethod(every());
    }

    private MethodSpec stager(Slot slot) {
        String bit = Bits.literal(1L << slot.index());
        CodeBlock differs =
                Conversions.differ(slot.value().type(), CodeBlock.of("value"), CodeBlock.of("now.$N", slot.name()));
        return MethodSpec.methodBuilder("stage_" + slot.name())
                .addParameter(Places.type(slot), "value")
                .addCode(context.conversions().checks((Value.Input) slot.value(), CodeBlock.of("value")))
                .addStatement("next.$N = value", slot.name())
                .addStatement("marked = $L ? marked | $L : marked & ~$L", differs, bit, bit)
                .build();
    }

    @Override
    public CodeBlock stage(Slot slot, String self) {
        return CodeBlock.builder()
                .addStatement(
                        "$Lstage_$L($L)",
                        self,
                        slot.name(),
                        context.conversions().decode(slot.value().type(), "text"))
                .addStatement("return")
                .build();
    }

    private MethodSpec cycleMethod() {
        MethodSpec.Builder cycle = CycleCode.cycle();
        cycle.addStatement("final $T now = this.now", context.names().fields());
        cycle.addStatement("final long marked = this.marked");
        Set<Integer> read = new LinkedHashSet<>();
        for (Region region : plan.regions()) {
            region.blocks().forEach(block -> read.addAll(block.drivers()));
        }
        plan.effects().forEach(effect -> read.addAll(effect.sources()));
        for (Slot slot : plan.slots().subList(0, plan.inputs())) {
            // The others are only moved to the published fields.
            if (read.contains(slot.index())) {
                cycle.addStatement("final $T $N = next.$N", Places.type(slot), slot.name(), slot.name());
            }
        }
        for (Region region : plan.regions()) {
            for (Block block : region.blocks()) {
                cycle.addCode(compute(block));
            }
        }
        for (Slot slot : plan.published()) {
            cycle.beginControlFlow("if ($L)", changed(slot));
            cycle.addStatement(
                    "publish(proposal, $L, $L)",
                    slot.index(),
                    context.conversions().encode(slot.value().type(), CodeBlock.of("$N", slot.name())));
            cycle.endControlFlow();
        }
        cycle.addStatement("proposal.accept()");
        cycle.addStatement("final long commit = proposal.number()");
        cycle.addCode(oldValues());
        cycle.addCode(publication(read));
        cycle.addStatement("this.marked = 0");
        cycle.addCode(effects());
        return cycle.build();
    }

    private CodeBlock compute(Block block) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(context.comment(block));
        for (int index : block.slots()) {
            Slot slot = context.slot(index);
            code.addStatement("$T $N = now.$N", Places.type(slot), slot.name(), slot.name());
            if (plan.flagged().contains(index)) {
                code.addStatement("boolean $L = false", flag(slot));
            }
        }
        if (block.drivers().isEmpty()) {
            return code.build();
        }
        code.beginControlFlow("if ($L)", guard(block));
        for (int index : block.slots()) {
            Slot slot = context.slot(index);
            List<CodeBlock> arguments = slot.sources().stream()
                    .map(source -> CodeBlock.of("$N", context.slot(source).name()))
                    .toList();
            code.addStatement("$N = $L", slot.name(), Calls.derived(slot, "", arguments));
        }
        for (int index : block.slots()) {
            Slot slot = context.slot(index);
            if (plan.flagged().contains(index)) {
                code.addStatement(
                        "$L = $L",
                        flag(slot),
                        Conversions.differ(
                                slot.value().type(),
                                CodeBlock.of("$N", slot.name()),
                                CodeBlock.of("now.$N", slot.name())));
            }
        }
        return code.endControlFlow().build();
    }

    private CodeBlock guard(Block block) {
        return any(block.drivers());
    }

    /** A condition that holds when one of some slots changed: input bits in one mask, flags of derived values. */
    private CodeBlock any(List<Integer> slots) {
        long mask = 0;
        List<CodeBlock> conditions = new ArrayList<>();
        for (int index : new LinkedHashSet<>(slots)) {
            if (index < plan.inputs()) {
                mask |= 1L << index;
            } else {
                conditions.add(CodeBlock.of("$L", flag(context.slot(index))));
            }
        }
        if (mask != 0) {
            conditions.add(0, CodeBlock.of("(marked & $L) != 0", Bits.literal(mask)));
        }
        return CodeBlock.join(conditions, " || ");
    }

    private CodeBlock changed(Slot slot) {
        return any(List.of(slot.index()));
    }

    private static String flag(Slot slot) {
        return slot.name() + "_changed";
    }

    private CodeBlock oldValues() {
        CodeBlock.Builder code = CodeBlock.builder();
        Set<Integer> done = new LinkedHashSet<>();
        for (ProgramPlan.Effect effect : plan.effects()) {
            for (int i = 0; i < effect.sources().size(); i++) {
                Slot slot = context.slot(effect.sources().get(i));
                if (DueEmitter.parameter(effect, i).change() && done.add(slot.index())) {
                    code.addStatement("final $T $L = now.$N", Places.type(slot), slot.name() + "_old", slot.name());
                }
            }
        }
        return code.build();
    }

    private CodeBlock publication(Set<Integer> read) {
        CodeBlock.Builder code = CodeBlock.builder().addStatement("now.open()");
        for (Slot slot : plan.slots().subList(0, plan.inputs())) {
            if (read.contains(slot.index())) {
                code.addStatement("now.$N = $N", slot.name(), slot.name());
            } else {
                code.addStatement("now.$N = next.$N", slot.name(), slot.name());
            }
        }
        for (Region region : plan.regions()) {
            for (Block block : region.blocks()) {
                if (block.drivers().isEmpty()) {
                    continue;
                }
                code.beginControlFlow("if ($L)", guard(block));
                for (int index : block.slots()) {
                    Slot slot = context.slot(index);
                    code.addStatement("now.$N = $N", slot.name(), slot.name());
                }
                code.endControlFlow();
            }
        }
        return code.addStatement("now.close(commit)").build();
    }

    private CodeBlock effects() {
        List<ProgramPlan.Effect> effects = plan.effects().stream()
                .filter(effect -> !effect.sources().isEmpty())
                .toList();
        CodeBlock.Builder code = CodeBlock.builder();
        if (effects.isEmpty()) {
            return code.build();
        }
        if (effects.size() == 1) {
            ProgramPlan.Effect effect = effects.get(0);
            code.beginControlFlow("if ($L)", any(effect.sources()));
            code.addStatement("final $T due = queue.claim()", context.names().due());
            code.add(fill(effect));
            int bit = plan.effects().indexOf(effect);
            return code.addStatement("queue.submit(due, $L, commit)", Bits.literal(1L << bit))
                    .endControlFlow()
                    .build();
        }
        code.addStatement("long effects = 0");
        for (ProgramPlan.Effect effect : effects) {
            long bit = 1L << plan.effects().indexOf(effect);
            code.beginControlFlow("if ($L)", any(effect.sources()))
                    .addStatement("effects |= $L", Bits.literal(bit))
                    .endControlFlow();
        }
        code.beginControlFlow("if (effects != 0)");
        code.addStatement("final $T due = queue.claim()", context.names().due());
        effects.forEach(effect -> code.add(fill(effect)));
        return code.addStatement("queue.submit(due, effects, commit)")
                .endControlFlow()
                .build();
    }

    private CodeBlock fill(ProgramPlan.Effect effect) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i < effect.sources().size(); i++) {
            Slot slot = context.slot(effect.sources().get(i));
            code.addStatement("due.$L = $N", DueEmitter.field(effect, i), slot.name());
            if (DueEmitter.parameter(effect, i).change()) {
                code.addStatement("due.$L = $L", DueEmitter.old(effect, i), slot.name() + "_old");
            }
        }
        return code.build();
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
                every.addStatement("due.$L = now.$N", DueEmitter.field(effect, i), slot.name());
                if (DueEmitter.parameter(effect, i).change()) {
                    every.addStatement("due.$L = now.$N", DueEmitter.old(effect, i), slot.name());
                }
            }
        }
        long all = (1L << plan.effects().size()) - 1;
        return every.addStatement("queue.submit(due, $L, commit)", Bits.literal(all))
                .build();
    }
}
