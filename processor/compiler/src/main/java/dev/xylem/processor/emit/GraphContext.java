package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.xylem.processor.plan.Block;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.util.List;
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
        return block.whole()
                ? CodeBlock.of("// $L: recomputed whole when $L changed\n", values, when)
                : CodeBlock.of("// $L: when $L changed\n", values, when);
    }

    private String range(List<Integer> slots) {
        String first = slot(slots.get(0)).shown();
        return slots.size() == 1
                ? first
                : slots.size() + " values, " + first + " to "
                        + slot(slots.get(slots.size() - 1)).shown();
    }
}
