package dev.xylem.benchmarks.store;

import dev.xylem.store.Path;
import java.util.Arrays;

/** The simplest persistent tree: a write copies each node on the path, its array of children included. */
final class CopiedTrie {
    static final CopiedTrie EMPTY = new CopiedTrie(new byte[0], new String[0], new CopiedTrie[0]);

    private final byte[] value;
    private final String[] names;
    private final CopiedTrie[] children;

    private CopiedTrie(byte[] value, String[] names, CopiedTrie[] children) {
        this.value = value;
        this.names = names;
        this.children = children;
    }

    /** This tree with another value at a path, whose first names lead here. */
    CopiedTrie with(Path path, int depth, byte[] changed) {
        if (depth == path.depth()) {
            return new CopiedTrie(changed, names, children);
        }
        String name = path.name(depth);
        int at = Arrays.binarySearch(names, name);
        if (at >= 0) {
            CopiedTrie[] copied = children.clone();
            copied[at] = children[at].with(path, depth + 1, changed);
            return new CopiedTrie(value, names, copied);
        }
        int where = -at - 1;
        String[] moreNames = Arrays.copyOf(names, names.length + 1);
        CopiedTrie[] more = Arrays.copyOf(children, names.length + 1);
        System.arraycopy(names, where, moreNames, where + 1, names.length - where);
        System.arraycopy(children, where, more, where + 1, names.length - where);
        moreNames[where] = name;
        more[where] = EMPTY.with(path, depth + 1, changed);
        return new CopiedTrie(value, moreNames, more);
    }
}
