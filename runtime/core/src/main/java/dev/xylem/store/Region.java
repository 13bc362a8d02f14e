package dev.xylem.store;

import java.util.function.Consumer;

/**
 * A part of the namespace, and what handles the nodes in it. The embedded tree is the region at the root; others are mounted
 * below it. Thread-safe.
 */
public interface Region {
    /** The nodes of a region at one time. Immutable, thread-safe, cheap to make. */
    interface View {
        /**
         * The node at the mount point. Version numbers in it are commit numbers of the store, such that what is read from
         * two views is equal where the version is; a version of 0 exempts a value from conflicts.
         */
        Node root();
    }

    /** The region as it is now, for a reader of the given commit. */
    View view(Snapshot commit);

    /** Whether clients may write here; others answer EROFS. */
    boolean writable();

    /**
     * Which nodes below the mount point changed because of a commit. Called under the commit lock.
     *
     * @param changed takes absolute paths
     */
    void changed(Snapshot before, Snapshot after, Consumer<Path> changed);
}
