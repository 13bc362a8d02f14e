package dev.xylem.graph;

import dev.xylem.store.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which slot a path belongs to. The paths are sorted so that those below a directory are neighbours; a look-up is a binary
 * search and allocates nothing. Immutable.
 */
public final class SlotTable {
    private final Path[] paths;
    private final int[] slots;

    /** A table for the paths that are not null; the index is the slot. */
    public SlotTable(@Nullable Path[] bySlot) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < bySlot.length; i++) {
            if (bySlot[i] != null) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparing(slot -> path(bySlot, slot)));
        paths = new Path[order.size()];
        slots = new int[order.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = order.get(i);
            paths[i] = path(bySlot, slots[i]);
        }
    }

    private static Path path(@Nullable Path[] bySlot, int slot) {
        Path path = bySlot[slot];
        if (path == null) {
            throw new IllegalStateException("slot " + slot + " has no path");
        }
        return path;
    }

    /** The place of the first path that is not before the given one. */
    public int from(Path path) {
        int low = 0;
        int high = paths.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (paths[middle].compareTo(path) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many paths there are; places are 0 to this. */
    public int size() {
        return paths.length;
    }

    /** The path at a place. */
    public Path path(int place) {
        return paths[place];
    }

    /** The slot at a place. */
    public int slot(int place) {
        return slots[place];
    }
}
