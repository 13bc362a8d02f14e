package dev.xylem.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction saw of the state at its beginning: existence, values, permissions and lists of children, and also what
 * was absent and what was denied. What the transaction itself made leaves no trace here. Used by one thread at a time.
 */
final class Footprint {
    static final int EXISTS = 1;
    static final int VALUE = 2;
    static final int ACL = 4;
    static final int CHILDREN = 8;
    /** The node was absent while its parent existed. */
    static final int ABSENT = 16;

    private final Working tree;
    private final Owned owned;
    private final long start;
    private final List<Path> removed = new ArrayList<>();

    private final Seen seen = new Seen();
    private boolean foreign;
    private boolean limited;
    private boolean outlived;

    Footprint(Working tree, Owned owned) {
        this.tree = tree;
        this.owned = owned;
        this.start = tree.base().number();
    }

    /** Everything that has to hold still at the end. */
    Seen seen() {
        return seen;
    }

    /** Whether something in a mounted region was seen, which may change without a commit. */
    boolean foreign() {
        return foreign;
    }

    /** Whether a quota refused something: that depends on more than nodes, so that only a replay can confirm it. */
    boolean limited() {
        return limited;
    }

    void refusedByQuota() {
        limited = true;
    }

    /** Whether rights may have ended that no node tells of. */
    boolean outlived() {
        return outlived;
    }

    void rightsChanged() {
        outlived = true;
    }

    /** The transaction removed a node itself. */
    void removed(Path path) {
        removed.add(path);
    }

    /** An operation depended on aspects of a node that exists. */
    void saw(Path path, Node node, int aspects) {
        if (owned.contains(path)) {
            return;
        }
        if (outside(path)) {
            seen.record(path, aspects);
            return;
        }
        if (node.subtreeVersion() > start && own(path)) {
            return;
        }
        int rest = aspects;
        if (node.valueVersion() > start) {
            rest &= ~VALUE;
        }
        if (node.aclVersion() > start) {
            rest &= ~ACL;
        }
        seen.record(path, rest);
    }

    /**
     * An operation depended on the absence of a node.
     *
     * @param existing how many names of the path lead to nodes that exist
     * @param nearest the last of these
     * @param seenOfNearest what the operation depended on there
     */
    void sawAbsent(Path path, int existing, Node nearest, int seenOfNearest) {
        Path first = path.prefix(existing + 1);
        if (owned.contains(first)) {
            return;
        }
        boolean outside = outside(path);
        if (!outside && nearest.subtreeVersion() > start) {
            // Parts of the way were made by the transaction, or made absent by it: then there is nothing to confirm.
            if (existing > 0 && own(path.prefix(existing))) {
                return;
            }
            if (tree.base().find(first) != null) {
                saw(path.prefix(existing), nearest, seenOfNearest);
                return;
            }
        }
        seen.record(first, ABSENT);
        if (seenOfNearest != 0) {
            if (path.special() && existing == 0) {
                return;
            }
            saw(path.prefix(existing), nearest, seenOfNearest);
        }
    }

    private boolean outside(Path path) {
        if (tree.mounts.covering(path) == 0) {
            return false;
        }
        foreign = true;
        return true;
    }

    /** Whether the node at a path was created by the transaction. */
    private boolean own(Path path) {
        for (Path root : removed) {
            if (path.isWithin(root)) {
                return true;
            }
        }
        return tree.base().find(path) == null;
    }
}
