package dev.xylem.processor.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds dense stretches of a graph: small functions of which nearly all change when one of those does that they are made of.
 *
 * <p>A test for each value, and the comparison that the next test needs, take several times as long as a small function. So a
 * stretch is computed in full where each value that it reads from outside reaches at least a third of it, and only what
 * the values after it ask for is compared: there propagation stops. How much is computed in vain has no bound by the number of
 * values that change, but by the size of a region.
 */
final class Dense {
    /** Fewer values are not worth a method. */
    private static final int LEAST = 24;

    /** Each source reaches at least one of so many values. */
    private static final int SHARE = 3;

    private final List<Slot> slots;

    Dense(List<Slot> slots) {
        this.slots = slots;
    }

    /**
     * What some consecutive values read from outside, in increasing order; empty if they are no dense stretch.
     *
     * @param first the first of them
     * @param size how many there are
     */
    List<Integer> reads(int first, int size) {
        TreeSet<Integer> reads = new TreeSet<>();
        if (size < LEAST) {
            return List.of();
        }
        for (Slot slot : slots.subList(first, first + size)) {
            slot.sources().stream().filter(source -> source < first).forEach(reads::add);
        }
        boolean dense = reads.size() > 1
                && reads.size() < size / 2
                && reads.stream().allMatch(source -> SHARE * reached(source, first, size) >= size);
        return dense ? new ArrayList<>(reads) : List.of();
    }

    private int reached(int source, int first, int size) {
        boolean[] changes = new boolean[size];
        int reached = 0;
        for (int i = 0; i < size; i++) {
            changes[i] = slots.get(first + i).sources().stream()
                    .anyMatch(read -> read == source || read >= first && changes[read - first]);
            reached += changes[i] ? 1 : 0;
        }
        return reached;
    }
}
