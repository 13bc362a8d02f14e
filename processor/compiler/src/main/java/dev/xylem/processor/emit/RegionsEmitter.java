package dev.xylem.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the methods that compute the regions of a large graph, spread over nested classes. */
final class RegionsEmitter {
    /** A class file holds 65535 constants; a value needs about three. */
    private static final int PER_CLASS = 32;

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
                holder.addMethod(region(region));
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
        Set<ArrayKind> read = EnumSet.noneOf(ArrayKind.class);
        Set<ArrayKind> compared = EnumSet.noneOf(ArrayKind.class);
        for (Block block : region.blocks()) {
            for (int index : block.slots()) {
                read.add(context.slot(index).array());
                context.slot(index)
                        .sources()
                        .forEach(source -> read.add(context.slot(source).array()));
                if (plan.flagged().contains(index)) {
                    compared.add(context.slot(index).array());
                }
            }
        }
        for (ArrayKind kind : read) {
            method.addStatement(
                    "final $T $L = graph.next.$L",
                    ArrayTypeName.of(StateEmitter.element(kind)),
                    kind.field(),
                    kind.field());
        }
        for (ArrayKind kind : compared) {
            method.addStatement(
                    "final $T $LNow = graph.now.$L",
                    ArrayTypeName.of(StateEmitter.element(kind)),
                    kind.field(),
                    kind.field());
        }
        method.addStatement("long own = 0");
        for (Block block : region.blocks()) {
            if (!block.drivers().isEmpty()) {
                method.addCode(block(region, block));
            }
        }
        return method.addStatement("changed[$L] = own", word(region)).build();
    }

    private int word(Region region) {
        return plan.inputWords() + region.index();
    }

    private CodeBlock block(Region region, Block block) {
        CodeBlock.Builder code = CodeBlock.builder().add(context.comment(block));
        code.beginControlFlow("if ($L)", guard(region, block));
        for (int index : block.slots()) {
            Slot slot = context.slot(index);
            List<CodeBlock> arguments = new ArrayList<>();
            for (int source : slot.sources()) {
                arguments.add(block.slots().contains(source) ? CodeBlock.of("v$L", source) : staged(source));
            }
            code.addStatement("final $T v$L = $L", Places.type(slot), index, Calls.derived(slot, "graph.", arguments));
            code.addStatement("$L[$L] = v$L", slot.array().field(), slot.place(), index);
        }
        code.addStatement("own |= $T.MIN_VALUE", Long.class);
        for (int index : block.slots()) {
            if (plan.flagged().contains(index)) {
                code.beginControlFlow("if ($L)", differs(context.slot(index)));
                code.addStatement("own |= $L", Bits.literal(plan.bit(index)));
                code.endControlFlow();
            }
        }
        return code.endControlFlow().build();
    }

    private CodeBlock differs(Slot slot) {
        CodeBlock published = slot.array() == ArrayKind.REF
                ? CodeBlock.of("refsNow[$L]", slot.place())
                : CodeBlock.of("$LNow[$L]", slot.array().field(), slot.place());
        return Conversions.differ(slot.value().type(), CodeBlock.of("v$L", slot.index()), published);
    }

    private CodeBlock staged(int index) {
        Slot slot = context.slot(index);
        return slot.array() == ArrayKind.REF
                ? CodeBlock.of("$T.<$T>at(refs, $L)", Types.REFS, Places.type(slot), slot.place())
                : CodeBlock.of("$L[$L]", slot.array().field(), slot.place());
    }

    private CodeBlock guard(Region region, Block block) {
        TreeMap<Integer, Long> masks = new TreeMap<>();
        block.drivers().forEach(slot -> masks.merge(plan.word(slot), plan.bit(slot), (a, b) -> a | b));
        String tests = masks.entrySet().stream()
                .map(mask -> (mask.getKey() == word(region) ? "own" : "changed[" + mask.getKey() + "]")
                        + " & "
                        + Bits.literal(mask.getValue()))
                .collect(Collectors.joining(" | "));
        return CodeBlock.of("($L) != 0", tests);
    }
}
