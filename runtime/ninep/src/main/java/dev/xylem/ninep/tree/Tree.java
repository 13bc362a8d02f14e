package dev.xylem.ninep.tree;

/** A tree of files that is served. */
@FunctionalInterface
public interface Tree {
    /**
     * Lets a user in.
     *
     * @throws NinepException when there is no such tree, or the user may not see it
     */
    Attachment attach(Login login) throws NinepException;

    /** A user's view of the tree, as long as there are fids that come from it. */
    interface Attachment {
        /** Where it begins. */
        Entry root();

        /** The last fid is gone. */
        default void close() {}
    }
}
