package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/**
 * Compares a footprint with the committed state. The cost follows the footprint: a look-up per entry, which stops as soon as
 * it comes to a subtree that nobody changed since.
 */
final class Validation {
    private Validation() {}

    /** The first path at which something that was seen no longer holds, or null when all of it does. */
    static @Nullable Path firstConflict(Seen seen, long start, Snapshot now) {
        for (int i = 0; i < seen.size(); i++) {
            if (!holds(seen.path(i), seen.aspects(i), start, now)) {
                return seen.path(i);
            }
        }
        return null;
    }

    /**
     * The first path at which something that was seen holds still, but would no longer after another commit; or null. Leaves
     * out mounted regions, which change without commits.
     */
    static @Nullable Path firstBroken(Seen seen, long start, Snapshot now, Snapshot after) {
        for (int i = 0; i < seen.size(); i++) {
            Path path = seen.path(i);
            int aspects = seen.aspects(i);
            if (now.mounts.covering(path) == 0
                    && !holds(path, aspects, start, after)
                    && holds(path, aspects, start, now)) {
                return path;
            }
        }
        return null;
    }

    private static boolean holds(Path path, int aspects, long start, Snapshot now) {
        int mount = now.mounts.covering(path);
        if (mount != 0) {
            return holds(path, aspects, start, now.mounted(mount));
        }
        Node node = path.special() ? now.specials() : now.root();
        int depth = path.depth();
        for (int i = 0; i < depth; i++) {
            if (node.subtreeVersion() <= start) {
                return true;
            }
            Node child = node.child(path, i);
            if (child == null) {
                return aspects == Footprint.ABSENT && i == depth - 1;
            }
            node = child;
        }
        return holds(node, aspects, start);
    }

    private static boolean holds(Path path, int aspects, long start, Region.View region) {
        Node node = region.find(path);
        return node == null
                ? aspects == Footprint.ABSENT && region.find(path.parent()) != null
                : holds(node, aspects, start);
    }

    private static boolean holds(Node node, int aspects, long start) {
        return aspects != Footprint.ABSENT
                && ((aspects & Footprint.VALUE) == 0 || node.valueVersion() <= start)
                && ((aspects & Footprint.ACL) == 0 || node.aclVersion() <= start)
                && ((aspects & Footprint.CHILDREN) == 0 || node.childrenVersion() <= start);
    }
}
