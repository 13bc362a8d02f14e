package dev.xylem.processor.plan;

import java.util.List;

/**
 * Derived values that are computed together, in order, whenever one of the drivers changed.
 *
 * @param slots the values, at least one
 * @param drivers the slots outside the block that its values read, in increasing order; exactly one where the block has
 *     several values
 */
public record Block(List<Integer> slots, List<Integer> drivers) {
    public Block {
        slots = List.copyOf(slots);
        drivers = List.copyOf(drivers);
    }

    /** Whether values may be computed here although nothing that they read changed. */
    public boolean whole() {
        return slots.size() > 1;
    }
}
