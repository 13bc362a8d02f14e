package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/** A commit that is about to happen. Valid only inside {@link Cycle#run}. */
public interface Proposal {
    /** The number that the commit will have. */
    long number();

    /** How many changes there are. */
    int size();

    /** Where the i-th change happened, in order of the operations. A path may come more than once. */
    Path path(int i);

    /** What happened there. What holds after all changes is {@link #node}. */
    Mutation kind(int i);

    /** The node after all changes, or null when there is none. No access check, publications not included. */
    @Nullable
    Node node(Path path);

    /** Who commits. */
    Caller caller();

    /**
     * Makes a value part of this commit, unless the node has it already. Watches fire for it; quotas do not apply.
     *
     * @param path a path that was declared as owned
     * @param value belongs to the store from now on
     * @throws IllegalArgumentException for another path
     */
    void publish(Path path, byte[] value);

    /**
     * The point of no return: the tree now is the merged one with the publications. Nothing may fail afterwards.
     *
     * @throws RefusedException when the commit cannot be made durable
     */
    void accept() throws RefusedException;
}
