package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/** The state of a store after one commit. Immutable. */
public final class Snapshot {
    Snapshot() {}

    /** The number of the commit; 0 before the first. */
    public long number() {
        throw new UnsupportedOperationException();
    }

    /** The root of the embedded tree. */
    public Node root() {
        throw new UnsupportedOperationException();
    }

    /** A node, mounted regions included, or null. No access check. */
    public @Nullable Node node(Path path) {
        throw new UnsupportedOperationException();
    }
}
