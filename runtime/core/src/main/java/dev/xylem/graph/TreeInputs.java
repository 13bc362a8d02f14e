package dev.xylem.graph;

import dev.xylem.store.Mutation;
import dev.xylem.store.Path;
import dev.xylem.subtree.Touched;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The inputs made of directories, and which of them a commit touches. Used under the commit lock, but for what is said to be
 * thread-safe.
 */
final class TreeInputs {
    private final SlotTable directories;
    private final BitSet touched = new BitSet();
    /** What changed in directories of which not all may have. */
    private final Map<Integer, Touched> changes = new HashMap<>();
    /** How deep it matters what changed, of directories that have been read. */
    private final Map<Integer, Integer> depths = new HashMap<>();

    private final BitSet whole = new BitSet();
    /** The families whose instances are values of single nodes. */
    private final Set<Integer> singles = ConcurrentHashMap.newKeySet();

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
                whole.set(directories.slot(place));
            }
        }
        for (Path above = path; above.depth() > 0; above = above.parent()) {
            int place = directories.from(above);
            if (place < directories.size() && directories.path(place).equals(above)) {
                int slot = directories.slot(place);
                touched.set(slot);
                Touched at = changes.computeIfAbsent(slot, any -> new Touched());
                int end = Math.min(path.depth(), above.depth() + depths.getOrDefault(slot, 0));
                for (int i = above.depth(); i < end; i++) {
                    at = at.child(path.name(i));
                }
                if (kind == Mutation.REMOVED && end == path.depth()) {
                    at.remove();
                }
            }
        }
    }

    /** What changed in a slot's directory, which it forgets. */
    Touched changes(int slot) {
        Touched touched = changes.remove(slot);
        if (touched == null) {
            touched = new Touched();
        }
        if (whole.get(slot)) {
            whole.clear(slot);
            touched.remove();
        }
        return touched;
    }

    /** Notes whether a slot has a family whose instances are values of single nodes, and how deep it matters what changes. */
    void read(int slot, boolean single, int depth) {
        depths.putIfAbsent(slot, depth);
        if (single && !singles.contains(slot)) {
            singles.add(slot);
        }
    }

    /** Whether a slot has such a family. Thread-safe. */
    boolean single(int slot) {
        return singles.contains(slot);
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
