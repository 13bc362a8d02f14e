package dev.xylem.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a transaction saw of the state at its beginning: existence, values, permissions and lists of children, and also what
 * was absent and what was denied. What the transaction itself made leaves no trace here. Used by one thread at a time.
 *
 * <p>Entries are in order of first observation; each path has one, whose aspects add up.
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

    private Path[] paths = new Path[8];
    private byte[] aspects = new byte[8];
    private int size;
    /** Open addressing: positions plus one by hash of the path. */
    private int[] table = new int[16];

    private boolean foreign;
    private boolean limited;
    private boolean outlived;

    Footprint(Working tree, Owned owned) {
        this.tree = tree;
        this.owned = owned;
        this.start = tree.base().number();
    }

    int size() {
        return size;
    }

    Path path(int i) {
        return paths[i];
    }

    int aspects(int i) {
        return aspects[i];
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
    void saw(Path path, Node node, int seen) {
        if (owned.contains(path)) {
            return;
        }
        if (outside(path)) {
            record(path, seen);
            return;
        }
        if (node.subtreeVersion() > start && own(path)) {
            return;
        }
        int rest = seen;
        if (node.valueVersion() > start) {
            rest &= ~VALUE;
        }
        if (node.aclVersion() > start) {
            rest &= ~ACL;
        }
        record(path, rest);
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
        record(first, ABSENT);
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

    private void record(Path path, int seen) {
        if (seen == 0) {
            return;
        }
        int mask = table.length - 1;
        int slot = spread(path) & mask;
        while (table[slot] != 0) {
            int at = table[slot] - 1;
            if (paths[at].equals(path)) {
                aspects[at] |= (byte) seen;
                return;
            }
            slot = slot + 1 & mask;
        }
        if (size == paths.length) {
            paths = Arrays.copyOf(paths, 2 * size);
            aspects = Arrays.copyOf(aspects, 2 * size);
        }
        paths[size] = path;
        aspects[size++] = (byte) seen;
        table[slot] = size;
        if (2 * size > table.length) {
            rehash();
        }
    }

    private void rehash() {
        table = new int[2 * table.length];
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = spread(paths[i]) & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = i + 1;
        }
    }

    private static int spread(Path path) {
        int h = path.hashCode() * 0x9E3779B9;
        return h ^ h >>> 16;
    }
}
