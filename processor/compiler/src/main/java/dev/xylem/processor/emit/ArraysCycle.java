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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * A large graph: regions compute in staged arrays, a word of change bits tells them apart, and what was touched is copied to
 * the published arrays range by range.
 */
final class ArraysCycle implements CycleCode {
    private static final int PER_METHOD = 48;

    /** Up to this many elements are copied one by one. */
    private static final int UNROLLED = 8;

    private final GraphContext context;
    private final ProgramPlan plan;
    private final Set<StateEmitter.Array> arrays;
    private final List<StateEmitter.Array> kept;
    private final List<StateEmitter.Array> fresh;
    private final int words;
    private final RegionsEmitter regionsEmitter;
    private final ArraysEffects effects;

    ArraysCycle(GraphContext context) {
        this.context = context;
        this.plan = context.plan();
        this.arrays = StateEmitter.arrays(plan).keySet();
        this.kept = arrays.stream().filter(array -> !array.fresh()).toList();
        this.fresh = arrays.stream().filter(StateEmitter.Array::fresh).toList();
        this.words = plan.inputWords() + plan.regions().size();
        this.regionsEmitter = new RegionsEmitter(context);
        this.effects = new ArraysEffects(context);
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
        for (StateEmitter.Array array : fresh) {
            graph.addField(FieldSpec.builder(
                            int[].class, array.field() + "Bounds", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("Where the values of each block begin in {@code $L}.\n", array.field())
                    .initializer("$T.bounds($S)", Types.REFS, blockCounts(array))
                    .build());
        }
        plan.slots().subList(0, plan.inputs()).stream()
                .map(Slot::array)
                .distinct()
                .sorted()
                .forEach(kind -> graph.addMethod(stager(kind)));
        if (!fresh.isEmpty()) {
            graph.addField(FieldSpec.builder(long[].class, "ran", Modifier.FINAL)
                    .addJavadoc("A word for each region: a bit for each block that the cycle has computed.\n")
                    .initializer("new long[$L]", plan.regions().size())
                    .build());
        }
        graph.addMethod(mark());
        regionsEmitter.addTo(graph);
        graph.addMethod(cycleMethod(graph));
        graph.addMethod(restoreMethod());
        graph.addMethod(effects.every(graph));
    }

    /** How many values of an array the blocks have, as text: a list of numbers would be too much code where there are thousands. */
    private String blockCounts(StateEmitter.Array array) {
        StringBuilder counts = new StringBuilder();
        for (Region region : plan.regions()) {
            for (int i = 0; i < Long.SIZE; i++) {
                long count = i >= region.blocks().size()
                        ? 0
                        : region.blocks().get(i).slots().stream()
                                .filter(slot -> StateEmitter.Array.of(context.slot(slot))
                                        .equals(array))
                                .count();
                counts.append((char) (' ' + count));
            }
        }
        return counts.toString();
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
        MethodSpec.Builder cycle = CycleCode.cycle().addStatement("final long[] changed = this.changed");
        int regions = plan.regions().size();
        if (regions <= PER_METHOD) {
            cycle.addCode(regions(0, regions));
        } else {
            for (int from = 0; from < regions; from += PER_METHOD) {
                String name = "regions" + from / PER_METHOD;
                graph.addMethod(MethodSpec.methodBuilder(name)
                        .addModifiers(Modifier.PRIVATE)
                        .addException(Exception.class)
                        .addStatement("final long[] changed = this.changed")
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
        List<List<ProgramPlan.Effect>> groups =
                plan.runsDirectly() ? List.<List<ProgramPlan.Effect>>of() : DueEmitter.groups(plan);
        CodeBlock copying = copying(graph);
        if (!fresh.isEmpty()) {
            graph.addMethod(freshPublisher(graph));
        }
        if (plan.runsTogether()) {
            cycle.beginControlFlow(fresh.isEmpty() ? "if (direct)" : "if (direct && " + all() + ")");
            cycle.addStatement("runDirectly(commit)").addStatement("return").endControlFlow();
            graph.addMethod(directly(graph, copying));
        }
        if (plan.runsDirectly()) {
            cycle.addCode(effects.single(plan.effects().get(0)));
            graph.addMethod(SingleEffect.method(context, plan.effects().get(0)));
        }
        if (!groups.isEmpty()) {
            cycle.addStatement("final $T due = queue.claim()", context.names().due());
            cycle.addStatement("long effects = 0");
        }
        for (int i = 0; i < groups.size(); i++) {
            graph.addMethod(effects.due(i, groups.get(i)));
            if (groups.size() == 1) {
                cycle.addStatement("effects |= due$L(due)", i);
            } else {
                CodeBlock touched = effects.touched(groups.get(i));
                cycle.addStatement(
                        "effects |= due.groups[$L] = $L",
                        i,
                        touched.isEmpty()
                                ? CodeBlock.of("due$L(due)", i)
                                : CodeBlock.of("$L ? due$L(due) : 0", touched, i));
            }
        }
        cycle.addStatement("now.open(commit)").addCode(copying);
        if (!fresh.isEmpty()) {
            cycle.addStatement("publishFresh()");
        }
        cycle.addStatement("now.close(commit)").addCode(forgetting());
        if (!groups.isEmpty()) {
            cycle.beginControlFlow("if (effects != 0)")
                    .addStatement("queue.submit(due, effects, commit)")
                    .endControlFlow();
        }
        if (plan.runsDirectly()) {
            cycle.addCode(SingleEffect.call(context, plan.effects().get(0), CodeBlock.of("due")));
        }
        return cycle.build();
    }

    /** Publishes what lies in the same array all the time. */
    private CodeBlock copying(TypeSpec.Builder graph) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int from = 0; from < words; from += PER_METHOD) {
            CodeBlock copies = copies(from, Math.min(words, from + PER_METHOD));
            if (words <= PER_METHOD) {
                code.add(copies);
            } else if (!copies.isEmpty()) {
                String name = "copy" + from / PER_METHOD;
                graph.addMethod(MethodSpec.methodBuilder(name)
                        .addModifiers(Modifier.PRIVATE)
                        .addStatement("final long[] changed = this.changed")
                        .addCode(copies)
                        .build());
                code.addStatement("$L()", name);
            }
        }
        return code.build();
    }

    private CodeBlock forgetting() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (words <= UNROLLED) {
            for (int word = 0; word < words; word++) {
                code.addStatement("changed[$L] = 0", word);
            }
        } else {
            code.addStatement("$T.fill(changed, 0)", Arrays.class);
        }
        return code.build();
    }

    /**
     * The end of a cycle in which every fresh value was computed and whose effects run on this thread: fresh values are
     * compared with what the other array then holds.
     */
    private MethodSpec directly(TypeSpec.Builder graph, CodeBlock copying) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("runDirectly")
                .addModifiers(Modifier.PRIVATE)
                .addParameter(TypeName.LONG, "commit")
                .addStatement("final long[] changed = this.changed")
                .addStatement("now.open(commit)")
                .addCode(copying)
                .addCode(exchange());
        if (!fresh.isEmpty()) {
            method.addStatement("$T.fill(ran, 0)", Arrays.class);
        }
        method.addStatement("now.close(commit)");
        for (int i = 0; i < DueEmitter.groups(plan).size(); i++) {
            graph.addMethod(effects.direct(i, DueEmitter.groups(plan).get(i), fresh));
            CodeBlock touched = effects.touched(DueEmitter.groups(plan).get(i));
            if (touched.isEmpty() || DueEmitter.groups(plan).size() == 1) {
                method.addStatement("direct$L(commit)", i);
            } else {
                method.beginControlFlow("if ($L)", touched)
                        .addStatement("direct$L(commit)", i)
                        .endControlFlow();
            }
        }
        return method.addCode(forgetting()).build();
    }

    /** The arrays of fresh values change places. */
    private CodeBlock exchange() {
        CodeBlock.Builder code = CodeBlock.builder();
        for (StateEmitter.Array array : fresh) {
            code.addStatement("final $T $L = now.$L", array.type(), array.field(), array.field());
            code.addStatement("now.$L = next.$L", array.field(), array.field());
            code.addStatement("next.$L = $L", array.field(), array.field());
        }
        return code.build();
    }

    /** Copies the values of the words that were touched. */
    private CodeBlock copies(int from, int to) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int word = from; word < to; word++) {
            CodeBlock.Builder copies = CodeBlock.builder();
            List<Slot> slots = plan.slots().subList(plan.firstOf(word), plan.firstOf(word + 1));
            for (StateEmitter.Array array : kept) {
                int[] places = slots.stream()
                        .filter(slot -> StateEmitter.Array.of(slot).equals(array))
                        .mapToInt(Slot::place)
                        .toArray();
                if (places.length > UNROLLED) {
                    copies.addStatement(
                            "$T.arraycopy(next.$L, $L, now.$L, $L, $L)",
                            System.class,
                            array.field(),
                            places[0],
                            array.field(),
                            places[0],
                            places.length);
                } else {
                    for (int place : places) {
                        copies.addStatement("now.$L[$L] = next.$L[$L]", array.field(), place, array.field(), place);
                    }
                }
            }
            if (!copies.isEmpty()) {
                code.beginControlFlow("if (changed[$L] < 0)", word)
                        .add(copies.build())
                        .endControlFlow();
            }
        }
        return code.build();
    }

    private List<Region> regionsOfFresh() {
        return plan.regions().stream().filter(region -> full(region) != 0).toList();
    }

    private boolean few() {
        return regionsOfFresh().size() <= PER_METHOD;
    }

    /** Whether every block of fresh values was computed. */
    private String all() {
        return few()
                ? regionsOfFresh().stream()
                        .map(region -> "ran[" + region.index() + "] == " + Bits.literal(full(region)))
                        .collect(Collectors.joining(" && "))
                : "Arrays.equals(ran, ALL)";
    }

    private MethodSpec freshPublisher(TypeSpec.Builder graph) {
        if (!few()) {
            String masks = plan.regions().stream()
                    .map(region -> Bits.literal(full(region)))
                    .collect(Collectors.joining(", "));
            graph.addField(FieldSpec.builder(long[].class, "ALL", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("What {@code ran} is when every block was computed.\n")
                    .initializer("{$L}", masks)
                    .build());
        }
        MethodSpec.Builder publisher = MethodSpec.methodBuilder("publishFresh").addModifiers(Modifier.PRIVATE);
        publisher.addStatement("final long[] ran = this.ran");
        publisher.beginControlFlow("if ($L)", all());
        publisher.addComment("all of them: the arrays change places, nothing is copied");
        publisher.addCode(exchange());
        publisher.nextControlFlow("else");
        for (StateEmitter.Array array : fresh) {
            publisher.addStatement(
                    "$T.publishBlocks(ran, $LBounds, next.$L, now.$L)",
                    Types.REFS,
                    array.field(),
                    array.field(),
                    array.field());
        }
        publisher.endControlFlow();
        return publisher.addStatement("$T.fill(ran, 0)", Arrays.class).build();
    }

    /** The bits of the blocks of a region that hold fresh values. */
    private long full(Region region) {
        long full = 0;
        for (int i = 0; i < region.blocks().size(); i++) {
            if (region.blocks().get(i).slots().stream()
                    .anyMatch(slot -> context.slot(slot).fresh())) {
                full |= 1L << i;
            }
        }
        return full;
    }

    private CodeBlock regions(int from, int to) {
        CodeBlock.Builder code = CodeBlock.builder();
        List<Region> lone = plan.regions().subList(from, to).stream()
                .filter(regionsEmitter::lone)
                .toList();
        if (!lone.isEmpty()) {
            code.addStatement("final long[] ran = this.ran");
            Set<StateEmitter.Array> used = new TreeSet<>(StateEmitter.ORDER);
            lone.forEach(region -> used.addAll(regionsEmitter.arrays(region)));
            used.forEach(array -> code.addStatement("final $T $L = next.$L", array.type(), array.field(), array.field())
                    .addStatement("final $T $LNow = now.$L", array.type(), array.field(), array.field()));
        }
        for (Region region : plan.regions().subList(from, to)) {
            if (regionsEmitter.lone(region)) {
                code.add(regionsEmitter.lone(
                        region, effects.any(region.blocks().get(0).drivers())));
                continue;
            }
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
            publisher.beginControlFlow("if ($L)", effects.any(List.of(slot.index())));
            publisher.addStatement(
                    "publish(proposal, $L, $L)",
                    slot.index(),
                    context.conversions()
                            .encode(slot.value().type(), context.places().read("next", slot)));
            publisher.endControlFlow();
        }
        return publisher.build();
    }

    private MethodSpec restoreMethod() {
        MethodSpec.Builder restore = CycleCode.restore();
        for (StateEmitter.Array array : kept) {
            restore.addStatement(
                    "$T.arraycopy(now.$L, 0, next.$L, 0, next.$L.length)",
                    System.class,
                    array.field(),
                    array.field(),
                    array.field());
        }
        if (!fresh.isEmpty()) {
            restore.addStatement("$T.fill(ran, 0)", Arrays.class);
        }
        return restore.addStatement("$T.fill(changed, 0)", Arrays.class).build();
    }
}
