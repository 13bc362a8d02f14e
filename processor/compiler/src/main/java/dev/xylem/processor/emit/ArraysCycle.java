package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.plan.ArrayKind;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Region;
import dev.xylem.processor.plan.Slot;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * A large graph: regions compute in staged arrays, a word of change bits tells them apart, and what was touched is copied to
 * the published arrays range by range.
 */
final class ArraysCycle implements CycleCode {
    private static final int PER_METHOD = 48;

    private final GraphContext context;
    private final ProgramPlan plan;
    private final Set<ArrayKind> kinds;
    private final int words;

    ArraysCycle(GraphContext context) {
        this.context = context;
        this.plan = context.plan();
        this.kinds = StateEmitter.arrays(plan).keySet();
        this.words = plan.inputWords() + plan.regions().size();
    }

    @Override
    public void addTo(TypeSpec.Builder graph) {
        graph.addField(FieldSpec.builder(long[].class, "changed", Modifier.FINAL)
                .addJavadoc(
                        "A word for each $L inputs and for each region: bits of values that changed, and the sign of one"
                                + " that was touched.\n",
                        Region.LIMIT)
                .initializer("new long[$L]", words)
                .build());
        for (ArrayKind kind : kinds) {
            graph.addField(FieldSpec.builder(
                            int[].class, kind.field() + "Bounds", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("Where the values of each word begin in {@code $L}.\n", kind.field())
                    .initializer("{$L}", bounds(kind))
                    .build());
            graph.addMethod(stager(kind));
        }
        graph.addMethod(mark());
        new RegionsEmitter(context).addTo(graph);
        graph.addMethod(cycleMethod(graph));
        graph.addMethod(restoreMethod());
        graph.addMethod(every(graph));
    }

    private String bounds(ArrayKind kind) {
        int[] bounds = new int[words + 1];
        int place = 0;
        int word = 0;
        for (Slot slot : plan.slots()) {
            while (word < words && slot.index() >= plan.firstOf(word)) {
                bounds[word++] = place;
            }
            place += slot.array() == kind ? 1 : 0;
        }
        Arrays.fill(bounds, word, words + 1, place);
        return IntStream.of(bounds).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String capitalized(ArrayKind kind) {
        return Conversions.capitalized(kind.field().substring(0, kind.field().length() - 1));
    }

    private MethodSpec stager(ArrayKind kind) {
        CodeBlock differs = kind.primitive()
                .map(primitive -> Conversions.differ(
                        new ValueType.Scalar(primitive, false),
                        CodeBlock.of("value"),
                        CodeBlock.of("now.$L[place]", kind.field())))
                .orElse(CodeBlock.of("!$T.same(value, now.refs[place])", Types.SAME));
        return MethodSpec.methodBuilder("stage" + capitalized(kind))
                .addParameter(TypeName.INT, "slot")
                .addParameter(TypeName.INT, "place")
                .addParameter(StateEmitter.element(kind), "value")
                .addStatement("next.$L[place] = value", kind.field())
                .addStatement("mark(slot, $L)", differs)
                .build();
    }

    private static MethodSpec mark() {
        return MethodSpec.methodBuilder("mark")
                .addModifiers(Modifier.PRIVATE)
                .addParameter(TypeName.INT, "slot")
                .addParameter(TypeName.BOOLEAN, "differs")
                .addStatement("final int word = slot / $L", Region.LIMIT)
                .addStatement("final long bit = 1L << slot % $L", Region.LIMIT)
                .addStatement(
                        "changed[word] = (differs ? changed[word] | bit : changed[word] & ~bit) | $T.MIN_VALUE",
                        Long.class)
                .build();
    }

    @Override
    public CodeBlock stage(Slot slot, String self) {
        CodeBlock decoded = context.conversions().decode(slot.value().type(), "text");
        CodeBlock checks =
                context.conversions().checks((Value.Input) slot.value(), CodeBlock.of("value" + slot.index()));
        CodeBlock.Builder code = CodeBlock.builder();
        CodeBlock value = decoded;
        if (!checks.isEmpty()) {
            code.addStatement("final $T value$L = $L", Places.type(slot), slot.index(), decoded);
            code.add(checks);
            value = CodeBlock.of("value$L", slot.index());
        }
        return code.addStatement(
                        "$Lstage$L($L, $L, $L)", self, capitalized(slot.array()), slot.index(), slot.place(), value)
                .addStatement("return")
                .build();
    }

    private MethodSpec cycleMethod(TypeSpec.Builder graph) {
        MethodSpec.Builder cycle = CycleCode.cycle();
        int regions = plan.regions().size();
        if (regions <= PER_METHOD) {
            cycle.addCode(regions(0, regions));
        } else {
            for (int from = 0; from < regions; from += PER_METHOD) {
                String name = "regions" + from / PER_METHOD;
                graph.addMethod(MethodSpec.methodBuilder(name)
                        .addModifiers(Modifier.PRIVATE)
                        .addException(Exception.class)
                        .addCode(regions(from, Math.min(regions, from + PER_METHOD)))
                        .build());
                cycle.addStatement("$L()", name);
            }
        }
        List<Slot> published = plan.published();
        for (int from = 0; from < published.size(); from += PER_METHOD) {
            String name = "publish" + from / PER_METHOD;
            graph.addMethod(publisher(name, published.subList(from, Math.min(published.size(), from + PER_METHOD))));
            cycle.addStatement("$L(proposal)", name);
        }
        cycle.addStatement("proposal.accept()");
        cycle.addStatement("final long commit = proposal.number()");
        List<List<ProgramPlan.Effect>> groups = DueEmitter.groups(plan);
        if (!groups.isEmpty()) {
            cycle.addStatement("final $T due = queue.claim()", context.names().due());
            cycle.addStatement("long effects = 0");
        }
        for (int i = 0; i < groups.size(); i++) {
            graph.addMethod(due(i, groups.get(i)));
            if (groups.size() == 1) {
                cycle.addStatement("effects |= due$L(due)", i);
            } else {
                cycle.addStatement("effects |= due.groups[$L] = due$L(due)", i, i);
            }
        }
        cycle.addStatement("now.open()");
        for (ArrayKind kind : kinds) {
            cycle.addStatement(
                    "$T.publish(changed, $LBounds, next.$L, now.$L)",
                    Types.REFS,
                    kind.field(),
                    kind.field(),
                    kind.field());
        }
        cycle.addStatement("now.close(commit)");
        cycle.addStatement("$T.fill(changed, 0)", Arrays.class);
        if (!groups.isEmpty()) {
            cycle.beginControlFlow("if (effects != 0)")
                    .addStatement("queue.submit(due, effects, commit)")
                    .endControlFlow();
        }
        return cycle.build();
    }

    private CodeBlock regions(int from, int to) {
        CodeBlock.Builder code = CodeBlock.builder().addStatement("final long[] changed = this.changed");
        for (Region region : plan.regions().subList(from, to)) {
            Set<Integer> sources = new TreeSet<>();
            int own = plan.inputWords() + region.index();
            region.blocks().forEach(block -> block.drivers().forEach(driver -> sources.add(plan.word(driver))));
            sources.remove(own);
            if (sources.isEmpty()) {
                continue;
            }
            // A word whose sign is clear has no change bits.
            String touched =
                    sources.stream().map(word -> "changed[" + word + "]").collect(Collectors.joining(" | "));
            code.beginControlFlow(sources.size() == 1 ? "if ($L < 0)" : "if (($L) < 0)", touched);
            code.addStatement("$T.region$L(this)", RegionsEmitter.holder(context, region), region.index());
            code.endControlFlow();
        }
        return code.build();
    }

    private MethodSpec publisher(String name, List<Slot> published) {
        MethodSpec.Builder publisher =
                MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE).addParameter(Types.PROPOSAL, "proposal");
        for (Slot slot : published) {
            publisher.beginControlFlow("if ($L)", any(List.of(slot.index())));
            publisher.addStatement(
                    "publish(proposal, $L, $L)",
                    slot.index(),
                    context.conversions()
                            .encode(slot.value().type(), context.places().read("next", slot)));
            publisher.endControlFlow();
        }
        return publisher.build();
    }

    /** A condition that holds when one of some slots changed. */
    private CodeBlock any(List<Integer> slots) {
        TreeMap<Integer, Long> masks = new TreeMap<>();
        new LinkedHashSet<>(slots).forEach(slot -> masks.merge(plan.word(slot), plan.bit(slot), (a, b) -> a | b));
        String tests = masks.entrySet().stream()
                .map(mask -> "changed[" + mask.getKey() + "] & " + Bits.literal(mask.getValue()))
                .collect(Collectors.joining(" | "));
        return CodeBlock.of("($L) != 0", tests);
    }

    private MethodSpec due(int group, List<ProgramPlan.Effect> effects) {
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
            method.beginControlFlow("if ($L)", any(effect.sources()));
            method.addStatement("effects |= $L", Bits.literal(1L << i));
            method.addCode(fill(effect, "next"));
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

    private MethodSpec restoreMethod() {
        MethodSpec.Builder restore = CycleCode.restore();
        for (ArrayKind kind : kinds) {
            restore.addStatement(
                    "$T.arraycopy(now.$L, 0, next.$L, 0, next.$L.length)",
                    System.class,
                    kind.field(),
                    kind.field(),
                    kind.field());
        }
        return restore.addStatement("$T.fill(changed, 0)", Arrays.class).build();
    }

    private MethodSpec every(TypeSpec.Builder graph) {
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
            groups.get(i).forEach(effect -> fill.addCode(fill(effect, "now")));
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
