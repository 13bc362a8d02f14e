package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.xylem.processor.plan.Block;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What the writers of a graph's parts share. */
record GraphContext(ProgramPlan plan, GraphNames names, Places places, Conversions conversions) {
    Slot slot(int index) {
        return plan.slots().get(index);
    }

    /** A comment that says what a block computes, when, and how. */
    CodeBlock comment(Block block) {
        String values = range(block.slots());
        if (block.drivers().isEmpty()) {
            return CodeBlock.of("// $L: reads nothing, never changes\n", values);
        }
        String when =
                block.drivers().stream().limit(4).map(d -> slot(d).shown()).collect(Collectors.joining(" or "))
                        + (block.drivers().size() > 4
                                ? " or " + (block.drivers().size() - 4) + " others"
                                : "");
        if (block.full()) {
            return CodeBlock.of("// $L: computed in full when $L changed\n", values, when);
        }
        return block.whole()
                ? CodeBlock.of("// $L: recomputed whole when $L changed\n", values, when)
                : CodeBlock.of("// $L: when $L changed\n", values, when);
    }

    /** A source as an argument: the literal of a constant, or else an expression. */
    CodeBlock argument(int source, IntFunction<CodeBlock> otherwise) {
        CodeBlock literal = ConstantCode.literal(slot(source), conversions);
        return literal.isEmpty() ? otherwise.apply(source) : literal;
    }

    /** The variable that says whether a value changed. */
    String flag(Slot slot) {
        return slot.name() + "_changed";
    }

    /** A condition that holds when one of some slots changed: bits of inputs in one mask, flags of derived values. */
    CodeBlock any(List<Integer> slots) {
        long mask = 0;
        List<CodeBlock> conditions = new ArrayList<>();
        for (int index : new LinkedHashSet<>(slots)) {
            if (index < plan.inputs() && !plan.comparesInputs()) {
                mask |= 1L << index;
            } else {
                conditions.add(CodeBlock.of("$L", flag(slot(index))));
            }
        }
        if (mask != 0) {
            conditions.add(0, CodeBlock.of("(marked & $L) != 0", Bits.literal(mask)));
        }
        return CodeBlock.join(conditions, " || ");
    }

    /**
     * Touches the last elements that some blocks write and compare: the compiler of the JVM then checks no lower index again.
     * Only for fresh values, whose staged versions may be spoilt.
     */
    CodeBlock rangeChecks(List<Block> blocks) {
        Map<StateEmitter.Array, Slot> last = new TreeMap<>(StateEmitter.ORDER);
        for (Block block : blocks) {
            for (int index : block.slots()) {
                if (slot(index).fresh()) {
                    last.put(StateEmitter.Array.of(slot(index)), slot(index));
                }
            }
        }
        CodeBlock.Builder code = CodeBlock.builder();
        last.forEach((array, slot) ->
                code.addStatement("$L[$L] = $LNow[$L]", array.field(), slot.place(), array.field(), slot.place()));
        return last.isEmpty()
                ? code.build()
                : CodeBlock.of("// the highest index first: one range check covers all\n$L", code.build());
    }

    private String range(List<Integer> slots) {
        String first = slot(slots.get(0)).shown();
        return slots.size() == 1
                ? first
                : slots.size() + " values, " + first + " to "
                        + slot(slots.get(slots.size() - 1)).shown();
    }
}
