package dev.xylem.processor.plan;

import dev.xylem.processor.plan.ProgramPlan.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the values whose staged versions are read only in cycles that have computed them: primitives of blocks that are
 * computed whole, on which only values with
 * a single driver and effects with a single source depend. They need not be kept equal to the published ones between commits,
 * so a cycle that has computed all of them publishes by letting two arrays change places, and copies nothing.
 */
final class Fresh {
    private Fresh() {}

    /** The slots with those values marked, and with their places. */
    static List<Slot> mark(List<Slot> slots, List<Region> regions, List<Effect> effects) {
        Set<Integer> kept = new HashSet<>();
        for (Region region : regions) {
            for (Block block : region.blocks()) {
                if (!block.whole()) {
                    kept.addAll(block.slots());
                }
                if (block.reads().size() > 1) {
                    kept.addAll(block.reads());
                }
            }
        }
        for (Effect effect : effects) {
            if (new HashSet<>(effect.sources()).size() > 1) {
                kept.addAll(effect.sources());
            }
        }
        List<Slot> marked = new ArrayList<>();
        for (Slot slot : slots) {
            boolean fresh =
                    !slot.input() && slot.array() != ArrayKind.REF && !slot.published() && !kept.contains(slot.index());
            marked.add(new Slot(slot.index(), slot.nodes(), slot.sources(), slot.name(), slot.array(), fresh, 0));
        }
        return place(marked);
    }

    /** The slots with places in their arrays, in order. */
    static List<Slot> place(List<Slot> slots) {
        Map<String, Integer> places = new HashMap<>();
        List<Slot> placed = new ArrayList<>();
        for (Slot slot : slots) {
            int place = places.merge(slot.field(), 1, Integer::sum) - 1;
            placed.add(new Slot(
                    slot.index(), slot.nodes(), slot.sources(), slot.name(), slot.array(), slot.fresh(), place));
        }
        return placed;
    }
}
