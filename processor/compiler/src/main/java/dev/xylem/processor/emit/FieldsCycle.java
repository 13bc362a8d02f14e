package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.plan.Block;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A small graph: one method that computes in local variables and publishes into fields. A block whose only driver is a derived
 * value stands inside the test for that value's change.
 */
final class FieldsCycle implements CycleCode {
    private final GraphContext context;
    private final ProgramPlan plan;
    private final List<Slot> inputs;
    private final List<Block> blocks;
    private final FieldsEffects effects;
    private final Set<StateEmitter.Array> arrays;

    /** The slots that have a variable for the whole cycle. */
    private final Set<Integer> variables = new HashSet<>();

    /** Those of them that have the published value where they are not computed; stored in any case. */
    private final Set<Integer> started = new HashSet<>();

    FieldsCycle(GraphContext context) {
        this.context = context;
        this.plan = context.plan();
        this.inputs = plan.slots().subList(0, plan.inputs());
        this.blocks = plan.blocks();
        this.effects = new FieldsEffects(context);
        this.arrays = StateEmitter.arrays(plan).keySet();
    }

    @Override
    public void addTo(TypeSpec.Builder graph) {
        if (!plan.comparesInputs()) {
            graph.addField(FieldSpec.builder(TypeName.LONG, "marked", Modifier.PRIVATE)
                    .addJavadoc("A bit for each input whose staged value differs from the published one.\n")
                    .build());
        }
        for (Slot slot : inputs) {
            graph.addField(FieldSpec.builder(Places.type(slot), staged(slot), Modifier.PRIVATE)
                    .build());
            graph.addMethod(stager(slot));
        }
        for (StateEmitter.Array array : arrays) {
            graph.addField(StateEmitter.field(plan, array)
                    .addModifiers(Modifier.PRIVATE)
                    .addJavadoc("Where a cycle computes; changes places with the published array.\n")
                    .build());
        }
        graph.addMethod(cycleMethod()).addMethod(unchanged());
        CodeBlock.Builder restore = CodeBlock.builder();
        inputs.forEach(slot -> restore.addStatement("$N = now.$N", staged(slot), slot.name()));
        if (!plan.comparesInputs()) {
            restore.addStatement("marked = 0");
        }
        graph.addMethod(CycleCode.restore().addCode(restore.build()).build());
        effects.addTo(graph);
    }

    /** The field of the graph for the staged value of an input; equal to the published one between commits. */
    static String staged(Slot slot) {
        return "staged_" + slot.name();
    }

    private MethodSpec stager(Slot slot) {
        String bit = Bits.literal(1L << slot.index());
        CodeBlock differs =
                Conversions.differ(slot.value().type(), CodeBlock.of("value"), CodeBlock.of("now.$N", slot.name()));
        MethodSpec.Builder stager = MethodSpec.methodBuilder("stage_" + slot.name())
                .addParameter(Places.type(slot), "value")
                .addCode(context.conversions().checks((Value.Input) slot.value(), CodeBlock.of("value")))
                .addStatement("$N = value", staged(slot));
        if (!plan.comparesInputs()) {
            stager.addStatement("marked = $L ? marked | $L : marked & ~$L", differs, bit, bit);
        }
        return stager.build();
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
        cycle.addCode(plan.comparesInputs() ? compared() : marked());
        cycle.addCode(locals());
        arrays.forEach(array -> cycle.addStatement("final $T $L = this.$L", array.type(), array.field(), array.field())
                .addStatement("final $T $LNow = now.$L", array.type(), array.field(), array.field()));
        cycle.addCode(context.rangeChecks(blocks));
        cycle.addCode(tree(this::compute, this::load));
        for (Slot slot : plan.published()) {
            cycle.beginControlFlow("if ($L)", context.any(List.of(slot.index())));
            cycle.addStatement(
                    "publish(proposal, $L, $L)",
                    slot.index(),
                    context.conversions().encode(slot.value().type(), CodeBlock.of("$N", slot.name())));
            cycle.endControlFlow();
        }
        cycle.addStatement("proposal.accept()");
        cycle.addStatement("final long commit = proposal.number()");
        cycle.addCode(effects.oldValues());
        cycle.addStatement("now.open(commit)");
        inputs.forEach(slot -> cycle.addStatement("now.$N = $N", slot.name(), slot.name()));
        started.stream()
                .sorted()
                .map(context::slot)
                .filter(slot -> !slot.fresh())
                .forEach(slot -> cycle.addStatement("now.$N = $N", slot.name(), slot.name()));
        cycle.addCode(tree(this::publish, null));
        if (!arrays.isEmpty()) {
            cycle.addCode(replace());
        }
        cycle.addStatement("now.close(commit)");
        if (!plan.comparesInputs()) {
            cycle.addStatement("this.marked = 0");
        }
        return cycle.addCode(effects.dispatch()).build();
    }

    /** Reads staged inputs and compares them with the published ones. */
    private CodeBlock compared() {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Slot slot : inputs) {
            code.addStatement("final $T $N = $N", Places.type(slot), slot.name(), staged(slot));
            code.addStatement(
                    "final boolean $L = $L",
                    context.flag(slot),
                    Conversions.differ(
                            slot.value().type(), CodeBlock.of("$N", slot.name()), CodeBlock.of("now.$N", slot.name())));
        }
        String none = inputs.stream().map(slot -> "!" + context.flag(slot)).collect(Collectors.joining(" && "));
        return code.add(leave(none.isEmpty() ? "true" : none)).build();
    }

    /** Reads staged inputs if one of them is marked. */
    private CodeBlock marked() {
        CodeBlock.Builder code = CodeBlock.builder().addStatement("final long marked = this.marked");
        code.add(leave("marked == 0"));
        inputs.forEach(slot -> code.addStatement("final $T $N = $N", Places.type(slot), slot.name(), staged(slot)));
        return code.build();
    }

    private static CodeBlock leave(String condition) {
        return CodeBlock.builder()
                .beginControlFlow("if ($L)", condition)
                .addStatement("unchanged(proposal)")
                .addStatement("return")
                .endControlFlow()
                .build();
    }

    private static MethodSpec unchanged() {
        return MethodSpec.methodBuilder("unchanged")
                .addJavadoc("A commit in which no value changed.\n")
                .addModifiers(Modifier.PRIVATE)
                .addParameter(Types.PROPOSAL, "proposal")
                .addException(Exception.class)
                .addStatement("proposal.accept()")
                .addStatement("now.close(proposal.number())")
                .build();
    }

    /** A variable per derived value. What may be read although it was not computed starts with the published value. */
    private CodeBlock locals() {
        Set<Integer> read = new HashSet<>();
        for (Block block : blocks) {
            if (block.reads().size() > 1) {
                read.addAll(block.reads());
            }
        }
        plan.effects().stream()
                .filter(effect -> effects.combined() || new HashSet<>(effect.sources()).size() > 1)
                .forEach(effect -> read.addAll(effect.sources()));
        Set<Integer> told = new HashSet<>();
        plan.effects().forEach(effect -> told.addAll(effect.sources()));
        CodeBlock.Builder code = CodeBlock.builder();
        for (Slot slot : plan.slots().subList(plan.inputs(), plan.slots().size())) {
            if (plan.flagged().contains(slot.index())) {
                code.addStatement("boolean $L = false", context.flag(slot));
            }
            if (slot.fresh() && !told.contains(slot.index())) {
                continue;
            }
            TypeName type = Places.type(slot);
            boolean runs = blocks.stream()
                    .anyMatch(
                            block -> !block.drivers().isEmpty() && block.slots().contains(slot.index()));
            if (read.contains(slot.index()) && runs) {
                code.addStatement("$T $N", type, slot.name());
                variables.add(slot.index());
                started.add(slot.index());
                continue;
            }
            CodeBlock start = read.contains(slot.index())
                    ? context.places().read("now", slot)
                    : CodeBlock.of(type.equals(TypeName.BOOLEAN) ? "false" : type.isPrimitive() ? "0" : "null");
            code.addStatement("$T $N = $L", type, slot.name(), start);
            variables.add(slot.index());
        }
        return code.build();
    }

    private interface BlockCode {
        void add(CodeBlock.Builder code, Block block);
    }

    /** The code of all blocks, those with one derived driver inside the test for its change. */
    private CodeBlock tree(BlockCode each, @Nullable BlockCode otherwise) {
        List<Integer> everyInput = inputs.stream().map(Slot::index).toList();
        CodeBlock.Builder code = CodeBlock.builder();
        for (Block block : blocks) {
            if (!nested(block) && !block.drivers().isEmpty()) {
                // The cycle has left if no input changed.
                boolean always = new HashSet<>(block.drivers()).containsAll(everyInput);
                if (!always) {
                    code.beginControlFlow("if ($L)", context.any(block.drivers()));
                }
                add(code, block, each, otherwise);
                if (!always) {
                    otherwise(code, List.of(block), otherwise);
                    code.endControlFlow();
                }
            }
        }
        return code.build();
    }

    private boolean nested(Block block) {
        return block.reads().size() == 1
                && block.reads().get(0) >= plan.inputs()
                && block.hangsOn(block.reads().get(0));
    }

    private void add(CodeBlock.Builder code, Block block, BlockCode each, @Nullable BlockCode otherwise) {
        each.add(code, block);
        for (int slot : block.slots()) {
            List<Block> inside = inside(slot);
            if (!inside.isEmpty()) {
                code.beginControlFlow("if ($L)", context.flag(context.slot(slot)));
                inside.forEach(other -> add(code, other, each, otherwise));
                otherwise(code, inside, otherwise);
                code.endControlFlow();
            }
        }
    }

    /** What happens where blocks, and so those inside them, do not run. */
    private void otherwise(CodeBlock.Builder code, List<Block> idle, @Nullable BlockCode each) {
        if (each == null) {
            return;
        }
        CodeBlock.Builder statements = CodeBlock.builder();
        Deque<Block> open = new ArrayDeque<>(idle);
        for (Block next; (next = open.poll()) != null; ) {
            each.add(statements, next);
            next.slots().forEach(slot -> open.addAll(inside(slot)));
        }
        if (!statements.isEmpty()) {
            code.nextControlFlow("else").add(statements.build());
        }
    }

    /** Has the published values of what was not computed. */
    private void load(CodeBlock.Builder code, Block block) {
        for (int index : block.slots()) {
            if (started.contains(index)) {
                Slot slot = context.slot(index);
                code.addStatement("$N = $L", slot.name(), context.places().read("now", slot));
            }
        }
    }

    private List<Block> inside(int slot) {
        return blocks.stream()
                .filter(block -> nested(block) && block.hangsOn(slot))
                .toList();
    }

    private void compute(CodeBlock.Builder code, Block block) {
        code.add(context.comment(block));
        for (int index : block.slots()) {
            Slot slot = context.slot(index);
            List<CodeBlock> arguments = slot.sources().stream()
                    .map(source -> context.argument(
                            source, s -> CodeBlock.of("$N", context.slot(s).name())))
                    .toList();
            CodeBlock call = Calls.derived(
                    context, slot, "", arguments, context.places().read("now", slot), context.any(slot.resets()));
            if (variables.contains(index)) {
                code.addStatement("$N = $L", slot.name(), call);
            } else {
                code.addStatement("final $T $N = $L", Places.type(slot), slot.name(), call);
            }
            if (slot.fresh()) {
                code.addStatement("$L[$L] = $N", slot.field(), slot.place(), slot.name());
            }
        }
        for (int index : block.slots()) {
            Slot slot = context.slot(index);
            if (plan.flagged().contains(index)) {
                CodeBlock published = slot.fresh()
                        ? CodeBlock.of("$LNow[$L]", slot.field(), slot.place())
                        : CodeBlock.of("now.$N", slot.name());
                code.addStatement(
                        "$L = $L",
                        context.flag(slot),
                        Conversions.differ(slot.value().type(), CodeBlock.of("$N", slot.name()), published));
            }
        }
    }

    private void publish(CodeBlock.Builder code, Block block) {
        for (int index : block.slots()) {
            Slot slot = context.slot(index);
            if (!slot.fresh() && !started.contains(index)) {
                code.addStatement("now.$N = $N", slot.name(), slot.name());
            }
        }
    }

    /** Publishes the arrays: they change places if every block was computed, otherwise what was computed is copied. */
    private CodeBlock replace() {
        List<Block> fresh = blocks.stream().filter(this::fresh).toList();
        Set<Integer> implied = new HashSet<>();
        for (Block block : fresh) {
            for (Block outer = block; nested(outer); ) {
                int driver = outer.drivers().get(0);
                outer = blocks.stream()
                        .filter(candidate -> candidate.slots().contains(driver))
                        .findFirst()
                        .orElseThrow();
                implied.addAll(outer.slots());
            }
        }
        CodeBlock all = fresh.stream()
                .filter(block -> !implied.contains(block.slots().get(0)))
                .map(block -> context.any(block.drivers()))
                .map(guard -> CodeBlock.of("($L)", guard))
                .distinct()
                .collect(CodeBlock.joining(" && "));
        CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("if ($L)", all);
        arrays.forEach(array -> code.addStatement("now.$L = $L", array.field(), array.field())
                .addStatement("this.$L = $LNow", array.field(), array.field()));
        code.nextControlFlow("else");
        code.add(tree(this::copy, null));
        return code.endControlFlow().build();
    }

    private boolean fresh(Block block) {
        return block.slots().stream().anyMatch(slot -> context.slot(slot).fresh());
    }

    private void copy(CodeBlock.Builder code, Block block) {
        for (StateEmitter.Array array : arrays) {
            List<Slot> slots = block.slots().stream()
                    .map(context::slot)
                    .filter(slot -> slot.fresh() && slot.array() == array.kind())
                    .toList();
            if (!slots.isEmpty()) {
                int begin = slots.get(0).place();
                code.addStatement(
                        "$T.arraycopy($L, $L, $LNow, $L, $L)",
                        System.class,
                        array.field(),
                        begin,
                        array.field(),
                        begin,
                        slots.size());
            }
        }
    }
}
