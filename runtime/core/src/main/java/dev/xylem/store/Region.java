package dev.xylem.store;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of the namespace, and what handles the nodes in it. The embedded tree is the region at the root; others are mounted
 * below it. Thread-safe.
 */
public interface Region {
    /** The nodes of a region at one time. Immutable, thread-safe, cheap to make. */
    interface View {
        /**
         * The node at a path, or null when there is none; there always is one at the mount point. Version numbers in it are
         * commit numbers of the store, such that what is read from two views is equal where the version is; a version of 0
         * exempts a value from conflicts. Of the node's children only the names count: each is asked for by its own path.
         *
         * @param path at or below the mount point
         */
        @Nullable
        Node find(Path path);
    }

    /** The region as it is now, for a reader of the given commit. */
    View view(Snapshot commit);

    /**
     * Checks a value that a caller with the right to do so wants to write to a node that exists. Nothing changes yet.
     *
     * @return what puts the value in force, given the number of the commit. It is called under the commit lock when the
     *     commit is accepted, or never; it must not fail and must not call the store
     * @throws StoreException EROFS where nothing can be written, which is the default; EINVAL for a value that does not do
     */
    default LongConsumer write(Path path, byte[] value) throws StoreException {
        throw new StoreException(Errno.EROFS, path, "cannot be written");
    }

    /**
     * Which nodes below the mount point changed because of a commit, apart from those that were written. Called under the
     * commit lock.
     *
     * @param changed takes absolute paths
     */
    void changed(Snapshot before, Snapshot after, Consumer<Path> changed);
}
