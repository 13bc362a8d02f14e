package dev.xylem.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.plan.ArrayKind;
import dev.xylem.processor.plan.Block;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Region;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the methods that compute the regions of a large graph, spread over nested classes. */
final class RegionsEmitter {
    /** A class file holds 65535 constants; a value needs about three. */
    private static final int PER_CLASS = 32;

    /** From how many values on a block has a method of its own. */
    private static final int APART = 16;

    /** How deep blocks stand inside each other. */
    private static final int DEPTH = 8;

    /** How many blocks share a test. */
    private static final int TOGETHER = 8;

    /** In how many words of change bits what they read may stand then. */
    private static final int WORDS = 4;

    private final GraphContext context;
    private final ProgramPlan plan;

    RegionsEmitter(GraphContext context) {
        this.context = context;
        this.plan = context.plan();
    }

    /** The nested class that holds the method of a region. */
    static ClassName holder(GraphContext context, Region region) {
        return context.names().graph().nestedClass("Regions" + region.index() / PER_CLASS);
    }

    void addTo(TypeSpec.Builder graph) {
        List<Region> regions = plan.regions();
        for (int from = 0; from < regions.size(); from += PER_CLASS) {
            TypeSpec.Builder holder = TypeSpec.classBuilder(holder(context, regions.get(from)))
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
            for (Region region : regions.subList(from, Math.min(regions.size(), from + PER_CLASS))) {
                if (!lone(region)) {
                    holder.addMethod(region(region));
                }
                region.blocks().stream().filter(this::apart).forEach(block -> holder.addMethod(methodApart(block)));
            }
            graph.addType(holder.build());
        }
    }

    private MethodSpec region(Region region) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("region" + region.index())
                .addModifiers(Modifier.STATIC)
                .addParameter(context.names().graph(), "graph")
                .addException(Exception.class)
                .addStatement("final long[] changed = graph.changed");
        Set<StateEmitter.Array> read = new TreeSet<>(StateEmitter.ORDER);
        Set<StateEmitter.Array> compared = new TreeSet<>(StateEmitter.ORDER);
        for (Block block : region.blocks()) {
            for (int index : block.slots()) {
                read.add(StateEmitter.Array.of(context.slot(index)));
                context.slot(index).sources().forEach(source -> read.add(StateEmitter.Array.of(context.slot(source))));
                if (plan.flagged().contains(index) || context.slot(index).fresh()) {
                    compared.add(StateEmitter.Array.of(context.slot(index)));
                }
            }
        }
        for (StateEmitter.Array array : read) {
            method.addStatement("final $T $L = graph.next.$L", array.type(), array.field(), array.field());
        }
        for (StateEmitter.Array array : compared) {
            method.addStatement("final $T $LNow = graph.now.$L", array.type(), array.field(), array.field());
        }
        method.addStatement("long own = 0");
        boolean fresh = read.stream().anyMatch(StateEmitter.Array::fresh)
                && region.blocks().stream().anyMatch(this::fresh);
        if (fresh) {
            method.addStatement("long ran = 0");
            method.addCode(context.rangeChecks(
                    region.blocks().stream().filter(block -> !apart(block)).toList()));
        }
        method.addCode(blocks(region));
        if (fresh) {
            method.addStatement("graph.ran[$L] = ran", region.index());
        }
        return method.addStatement("changed[$L] = own", word(region)).build();
    }

    /**
     * The blocks in order, each in its test. Where there are many, a test for some of them comes first: in a sparse graph most
     * of a region is then not even loaded by the processor.
     */
    private CodeBlock blocks(Region region) {
        CodeBlock.Builder all = CodeBlock.builder();
        CodeBlock.Builder some = CodeBlock.builder();
        Set<Integer> nested = new HashSet<>();
        Set<Integer> drivers = new TreeSet<>();
        Set<Integer> computed = new HashSet<>();
        int count = 0;
        boolean together = region.blocks().size() > 2 * TOGETHER;
        for (Block block : region.blocks()) {
            if (block.drivers().isEmpty() || nested.contains(block.slots().get(0))) {
                continue;
            }
            Set<Integer> before = Set.copyOf(nested);
            some.beginControlFlow("if ($L)", guard(region, block));
            some.add(block(region, block, nested, 1)).endControlFlow();
            drivers.addAll(block.drivers());
            computed.addAll(block.slots());
            region.blocks().stream()
                    .filter(inside -> nested.contains(inside.slots().get(0)))
                    .filter(inside -> !before.contains(inside.slots().get(0)))
                    .forEach(inside -> computed.addAll(inside.slots()));
            if (++count == TOGETHER) {
                all.add(together(region, some.build(), together, drivers, computed));
                some = CodeBlock.builder();
                drivers.clear();
                computed.clear();
                count = 0;
            }
        }
        return all.add(together(region, some.build(), together && count > 1, drivers, computed))
                .build();
    }

    /** Blocks inside a test for what they read from elsewhere, if that stands in few words. */
    private CodeBlock together(
            Region region, CodeBlock blocks, boolean together, Set<Integer> drivers, Set<Integer> computed) {
        List<Integer> outside =
                drivers.stream().filter(driver -> !computed.contains(driver)).toList();
        long words = outside.stream().map(plan::word).distinct().count();
        if (!together || words > WORDS) {
            return blocks;
        }
        return CodeBlock.builder()
                .beginControlFlow("if ($L)", any(region, outside))
                .add(blocks)
                .endControlFlow()
                .build();
    }

    private boolean fresh(Block block) {
        return block.slots().stream().anyMatch(slot -> context.slot(slot).fresh());
    }

    private int word(Region region) {
        return plan.inputWords() + region.index();
    }

    private CodeBlock block(Region region, Block block, Set<Integer> nested, int depth) {
        CodeBlock.Builder code = CodeBlock.builder().add(context.comment(block));
        if (apart(block)) {
            code.add(callApart(block));
        } else {
            code.add(compute(block, this::staged, slot -> any(region, slot.resets())));
        }
        code.addStatement("own |= $T.MIN_VALUE", Long.class);
        if (fresh(block)) {
            code.addStatement("ran |= $L", Bits.literal(1L << region.blocks().indexOf(block)));
        }
        for (int index : block.slots()) {
            if (plan.flagged().contains(index)) {
                code.beginControlFlow("if ($L)", differs(context.slot(index)));
                code.addStatement("own |= $L", Bits.literal(plan.bit(index)));
                for (Block inside : region.blocks()) {
                    if (depth < DEPTH && inside.hangsOn(index)) {
                        nested.add(inside.slots().get(0));
                        code.add(block(region, inside, nested, depth + 1));
                    }
                }
                code.endControlFlow();
            }
        }
        return code.build();
    }

    /** Statements that compute the values of a block into variables and arrays. */
    private CodeBlock compute(Block block, IntFunction<CodeBlock> outside, Function<Slot, CodeBlock> resetting) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int index : block.slots()) {
            Slot slot = context.slot(index);
            List<CodeBlock> arguments = new ArrayList<>();
            for (int source : slot.sources()) {
                arguments.add(
                        block.slots().contains(source)
                                ? CodeBlock.of("v$L", source)
                                : context.argument(source, outside));
            }
            CodeBlock call = Calls.derived(context, slot, "graph.", arguments, staged(index), resetting.apply(slot));
            code.addStatement("final $T v$L = $L", Places.type(slot), index, call);
            code.addStatement("$L[$L] = v$L", slot.field(), slot.place(), index);
        }
        return code.build();
    }

    /**
     * Whether a block is a method of its own: with nothing but the values of one long chain and its driver in sight, the compiler of the JVM
     * computes each from the first and takes half the time.
     */
    private boolean apart(Block block) {
        return block.slots().size() >= APART
                && block.reads().size() == 1
                && block.slots().stream().allMatch(slot -> context.slot(slot).fresh());
    }

    /** Whether a region is one block with a method of its own, which the cycle then calls directly. */
    boolean lone(Region region) {
        return region.blocks().size() == 1
                && apart(region.blocks().get(0))
                && plan.flagged().stream()
                        .allMatch(slot -> slot < region.first() || slot >= region.first() + region.size() - 1);
    }

    /** The arrays that the code for a lone region names. */
    Set<StateEmitter.Array> arrays(Region region) {
        Block block = region.blocks().get(0);
        Set<StateEmitter.Array> arrays = written(block);
        arrays.add(StateEmitter.Array.of(context.slot(block.drivers().get(0))));
        return arrays;
    }

    /** What the cycle does for a lone region; it knows {@code changed}, {@code ran} and the arrays as variables. */
    CodeBlock lone(Region region, CodeBlock guard) {
        Block block = region.blocks().get(0);
        Slot last = context.slot(block.slots().get(block.slots().size() - 1));
        String arrays = written(block).stream().map(StateEmitter.Array::field).collect(Collectors.joining(", "));
        CodeBlock.Builder code = CodeBlock.builder().add(context.comment(block)).beginControlFlow("if ($L)", guard);
        code.addStatement(
                "final $T v$L = $T.$L($L, $L)",
                Places.type(last),
                last.index(),
                holder(context, region),
                name(block),
                arrays,
                staged(block.drivers().get(0)));
        if (plan.flagged().contains(last.index())) {
            code.addStatement(
                    "changed[$L] = $L ? $T.MIN_VALUE | $L : $T.MIN_VALUE",
                    word(region),
                    differs(last),
                    Long.class,
                    Bits.literal(plan.bit(last.index())),
                    Long.class);
        } else {
            code.addStatement("changed[$L] = $T.MIN_VALUE", word(region), Long.class);
        }
        return code.addStatement("ran[$L] = 1", region.index()).endControlFlow().build();
    }

    private String name(Block block) {
        return "block" + block.slots().get(0);
    }

    private Set<StateEmitter.Array> written(Block block) {
        Set<StateEmitter.Array> written = new TreeSet<>(StateEmitter.ORDER);
        block.slots().forEach(slot -> written.add(StateEmitter.Array.of(context.slot(slot))));
        return written;
    }

    /** Calls the method of a block and reads the values that others ask for. */
    private CodeBlock callApart(Block block) {
        String arrays = written(block).stream().map(StateEmitter.Array::field).collect(Collectors.joining(", "));
        CodeBlock.Builder code = CodeBlock.builder();
        int last = block.slots().get(block.slots().size() - 1);
        code.addStatement(
                "final $T v$L = $L($L, $L)",
                Places.type(context.slot(last)),
                last,
                name(block),
                arrays,
                staged(block.drivers().get(0)));
        for (int index : block.slots()) {
            if (index != last && plan.flagged().contains(index)) {
                code.addStatement("final $T v$L = $L", Places.type(context.slot(index)), index, staged(index));
            }
        }
        return code.build();
    }

    private MethodSpec methodApart(Block block) {
        Slot last = context.slot(block.slots().get(block.slots().size() - 1));
        int driver = block.drivers().get(0);
        MethodSpec.Builder method = MethodSpec.methodBuilder(name(block))
                .addModifiers(Modifier.STATIC)
                .returns(Places.type(last));
        written(block).forEach(array -> method.addParameter(array.type(), array.field()));
        method.addParameter(Places.type(context.slot(driver)), "driver");
        written(block).forEach(array -> {
            int top = block.slots().stream()
                    .map(context::slot)
                    .filter(slot -> StateEmitter.Array.of(slot).equals(array))
                    .mapToInt(Slot::place)
                    .max()
                    .orElseThrow();
            // The highest index first: the compiler of the JVM then checks no lower one again.
            method.addStatement("$L[$L] = $L", array.field(), top, array.kind() == ArrayKind.BOOLEAN ? "false" : "0");
        });
        return method.addCode(compute(block, source -> CodeBlock.of("driver"), slot -> CodeBlock.of("")))
                .addStatement("return v$L", last.index())
                .build();
    }

    private CodeBlock differs(Slot slot) {
        CodeBlock published = slot.array() == ArrayKind.REF
                ? CodeBlock.of("refsNow[$L]", slot.place())
                : CodeBlock.of("$LNow[$L]", slot.field(), slot.place());
        return Conversions.differ(slot.value().type(), CodeBlock.of("v$L", slot.index()), published);
    }

    private CodeBlock staged(int index) {
        Slot slot = context.slot(index);
        return slot.array() == ArrayKind.REF
                ? CodeBlock.of("$T.<$T>at(refs, $L)", Types.REFS, Places.type(slot), slot.place())
                : CodeBlock.of("$L[$L]", slot.field(), slot.place());
    }

    private CodeBlock guard(Region region, Block block) {
        return any(region, block.drivers());
    }

    /** A condition that holds when one of some slots changed; empty for none. */
    private CodeBlock any(Region region, List<Integer> slots) {
        if (slots.isEmpty()) {
            return CodeBlock.of("");
        }
        TreeMap<Integer, Long> masks = new TreeMap<>();
        slots.forEach(slot -> masks.merge(plan.word(slot), plan.bit(slot), (a, b) -> a | b));
        String tests = masks.entrySet().stream()
                .map(mask -> (mask.getKey() == word(region) ? "own" : "changed[" + mask.getKey() + "]")
                        + " & "
                        + Bits.literal(mask.getValue()))
                .collect(Collectors.joining(" | "));
        return CodeBlock.of("($L) != 0", tests);
    }
}
