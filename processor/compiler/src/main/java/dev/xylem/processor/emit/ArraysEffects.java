package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Region;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** How a large graph finds out which effects are due, and hands them over. */
final class ArraysEffects {
    /** Up to so many words are asked before a group of effects is gone through. */
    private static final int WORDS = 8;

    private final GraphContext context;
    private final ProgramPlan plan;

    ArraysEffects(GraphContext context) {
        this.context = context;
        this.plan = context.plan();
    }

    /** A condition that holds when one of some slots changed. */
    CodeBlock any(List<Integer> slots) {
        TreeMap<Integer, Long> masks = new TreeMap<>();
        new LinkedHashSet<>(slots).forEach(slot -> masks.merge(plan.word(slot), plan.bit(slot), (a, b) -> a | b));
        String tests = masks.entrySet().stream()
                .map(mask -> "changed[" + mask.getKey() + "] & " + Bits.literal(mask.getValue()))
                .collect(Collectors.joining(" | "));
        return CodeBlock.of("($L) != 0", tests);
    }

    /**
     * A condition that holds where an effect of a group may be due: one test for all, if what they read stands in a few words.
     * Empty if it does not.
     */
    CodeBlock touched(List<ProgramPlan.Effect> group) {
        TreeSet<Integer> words = new TreeSet<>();
        for (ProgramPlan.Effect effect : group) {
            for (int source : effect.sources()) {
                if (plan.comparedByEffects(source)) {
                    return CodeBlock.of("");
                }
                words.add(plan.word(source));
            }
        }
        // A word whose sign is clear has no change bits.
        return words.isEmpty() || words.size() > WORDS
                ? CodeBlock.of("")
                : CodeBlock.of(
                        "($L) < 0",
                        words.stream().map(word -> "changed[" + word + "]").collect(Collectors.joining(" | ")));
    }

    /** What the only effect will get, read before the arrays change. */
    CodeBlock single(ProgramPlan.Effect effect) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("final boolean due = $L", any(effect.sources()));
        new LinkedHashSet<>(effect.sources()).forEach(index -> {
            Slot slot = context.slot(index);
            code.addStatement(
                    "final $T $N = $L",
                    Places.type(slot),
                    slot.name(),
                    context.places().read("next", slot));
        });
        for (int i = 0; i < effect.sources().size(); i++) {
            Slot slot = context.slot(effect.sources().get(i));
            if (DueEmitter.parameter(effect, i).change() && effect.sources().indexOf(slot.index()) == i) {
                code.addStatement(
                        "final $T $L = $L",
                        Places.type(slot),
                        SingleEffect.old(slot),
                        context.places().read("now", slot));
            }
        }
        return code.build();
    }

    /** Whether an effect is due, before the commit is published. */
    private CodeBlock due(ProgramPlan.Effect effect) {
        int source = effect.sources().get(0);
        if (!plan.comparedByEffects(source)) {
            return any(effect.sources());
        }
        Slot slot = context.slot(source);
        Region region = plan.regions().get(plan.word(source) - plan.inputWords());
        long bit = 0;
        for (int i = 0; i < region.blocks().size(); i++) {
            bit |= region.blocks().get(i).slots().contains(source) ? 1L << i : 0;
        }
        return CodeBlock.of(
                "(ran[$L] & $L) != 0 && $L",
                region.index(),
                Bits.literal(bit),
                differs(
                        slot,
                        context.places().read("next", slot),
                        context.places().read("now", slot)));
    }

    private static CodeBlock differs(Slot slot, CodeBlock one, CodeBlock other) {
        return Conversions.differ(slot.value().type(), one, other);
    }

    /** Runs those of a group that are due on this thread, after the commit is published and its fresh arrays have changed places. */
    MethodSpec direct(int group, List<ProgramPlan.Effect> effects, List<StateEmitter.Array> fresh) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("direct" + group)
                .addModifiers(Modifier.PRIVATE)
                .addParameter(TypeName.LONG, "commit")
                .addStatement("final $T parts = this.parts", context.names().parts());
        for (StateEmitter.Array array : fresh) {
            method.addStatement("final $T $L = now.$L", array.type(), array.field(), array.field());
            method.addStatement("final $T $LBefore = next.$L", array.type(), array.field(), array.field());
        }
        if (!effects.stream()
                .allMatch(effect -> plan.comparedByEffects(effect.sources().get(0)))) {
            method.addStatement("final long[] changed = this.changed");
        }
        for (ProgramPlan.Effect effect : effects) {
            Slot slot = context.slot(effect.sources().get(0));
            boolean compared = plan.comparedByEffects(slot.index());
            CodeBlock value = CodeBlock.of("$L[$L]", slot.field(), slot.place());
            CodeBlock due = compared
                    ? differs(slot, value, CodeBlock.of("$LBefore[$L]", slot.field(), slot.place()))
                    : any(effect.sources());
            List<CodeBlock> arguments = new ArrayList<>();
            for (int source : effect.sources()) {
                arguments.add(
                        context.slot(source).fresh()
                                ? CodeBlock.of(
                                        "$L[$L]",
                                        context.slot(source).field(),
                                        context.slot(source).place())
                                : context.places().read("now", context.slot(source)));
            }
            method.beginControlFlow("if ($L)", due)
                    .beginControlFlow("try")
                    .addStatement("$L", Calls.effect(effect, arguments))
                    .nextControlFlow("catch ($T e)", Throwable.class)
                    .addStatement("queue.failed($S, commit, e)", Calls.shown(effect))
                    .endControlFlow()
                    .endControlFlow();
        }
        return method.build();
    }

    /** Fills what a group of effects gets into a frame and says which are due, before the commit is published. */
    MethodSpec due(int group, List<ProgramPlan.Effect> effects) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("due" + group)
                .addModifiers(Modifier.PRIVATE)
                .returns(TypeName.LONG)
                .addParameter(context.names().due(), "due")
                .addStatement("final long[] changed = this.changed")
                .addStatement("long effects = 0");
        for (int i = 0; i < effects.size(); i++) {
            ProgramPlan.Effect effect = effects.get(i);
            if (effect.sources().isEmpty()) {
                continue;
            }
            method.beginControlFlow("if ($L)", due(effect));
            method.addStatement("effects |= $L", Bits.literal(1L << i));
            method.addCode(fill(effect, "next"));
            if (DueEmitter.runsForAll(effect)) {
                method.addStatement("due.$L = $L", DueEmitter.all(effect), any(DueEmitter.others(effect)));
            }
            method.endControlFlow();
        }
        return method.addStatement("return effects").build();
    }

    private CodeBlock fill(ProgramPlan.Effect effect, String state) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i < effect.sources().size(); i++) {
            Slot slot = context.slot(effect.sources().get(i));
            code.addStatement(
                    "due.$L = $L", DueEmitter.field(effect, i), context.places().read(state, slot));
            if (DueEmitter.parameter(effect, i).change()) {
                code.addStatement(
                        "due.$L = $L",
                        DueEmitter.old(effect, i),
                        context.places().read("now", slot));
            }
        }
        return code.build();
    }

    /** Makes every effect due. */
    MethodSpec every(TypeSpec.Builder graph) {
        MethodSpec.Builder every = CycleCode.everyEffect();
        List<List<ProgramPlan.Effect>> groups = DueEmitter.groups(plan);
        if (groups.isEmpty()) {
            return every.addComment("there are none").build();
        }
        every.addStatement("final $T due = queue.claim()", context.names().due());
        for (int i = 0; i < groups.size(); i++) {
            MethodSpec.Builder fill = MethodSpec.methodBuilder("every" + i)
                    .addModifiers(Modifier.PRIVATE)
                    .addParameter(context.names().due(), "due");
            groups.get(i).forEach(effect -> fill.addCode(fill(effect, "now")).addCode(DueEmitter.first(effect)));
            graph.addMethod(fill.build());
            every.addStatement("every$L(due)", i);
            if (groups.size() > 1) {
                every.addStatement(
                        "due.groups[$L] = $L",
                        i,
                        Bits.literal((1L << groups.get(i).size()) - 1));
            }
        }
        long all = groups.size() == 1 ? (1L << groups.get(0).size()) - 1 : 1;
        return every.addStatement("queue.submit(due, $L, commit)", Bits.literal(all))
                .build();
    }
}
