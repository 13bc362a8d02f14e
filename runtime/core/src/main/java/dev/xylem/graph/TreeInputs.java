package dev.xylem.graph;

import dev.xylem.store.Mutation;
import dev.xylem.store.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The inputs made of directories, and which of them a commit touches. Used under the commit lock. */
final class TreeInputs {
    private final SlotTable directories;
    private final BitSet touched = new BitSet();

    /** Directories by slot; null for slots that are something else. */
    TreeInputs(@Nullable Path[] bySlot) {
        directories = new SlotTable(bySlot);
    }

    /** Notes every directory that a change lies in, or takes away. */
    void touch(Mutation kind, Path path) {
        if (directories.size() == 0 || kind == Mutation.ACL || path.special()) {
            return;
        }
        if (kind == Mutation.REMOVED) {
            for (int place = directories.from(path);
                    place < directories.size() && directories.path(place).isWithin(path);
                    place++) {
                touched.set(directories.slot(place));
            }
        }
        for (Path above = path; above.depth() > 0; above = above.parent()) {
            int place = directories.from(above);
            if (place < directories.size() && directories.path(place).equals(above)) {
                touched.set(directories.slot(place));
            }
        }
    }

    /** One of the slots that were touched, which it forgets; -1 when there is none left. */
    int next() {
        int slot = touched.nextSetBit(0);
        if (slot >= 0) {
            touched.clear(slot);
        }
        return slot;
    }
}
