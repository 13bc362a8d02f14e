package dev.xylem.processor.plan;

import java.util.List;

/**
 * Derived values that are computed together, in order, whenever one of the drivers changed.
 *
 * @param slots the values, at least one
 * @param drivers the slots outside the block whose change makes it run, in increasing order
 * @param reads the slots outside the block that its values read, in increasing order; more than the drivers where some can
 *     only change together with a driver
 */
public record Block(List<Integer> slots, List<Integer> drivers, List<Integer> reads) {
    public Block {
        slots = List.copyOf(slots);
        drivers = List.copyOf(drivers);
        reads = List.copyOf(reads);
    }

    /** Whether values may be computed here although nothing that they read changed. */
    public boolean whole() {
        return slots.size() > 1;
    }

    /** Whether it is a dense stretch, computed in full although much of it may not have changed. */
    public boolean full() {
        return slots.size() > 1 && reads.size() > 1;
    }

    /** Whether it hangs on one value and reads no other, so that it may stand inside the test for that value's change. */
    public boolean hangsOn(int slot) {
        return reads.size() == 1 && reads.get(0) == slot && drivers.equals(reads);
    }
}
