package dev.xylem.store;

/**
 * What an application does inside each commit: computes what depends on it, publishes, or refuses. Called under the commit
 * lock, one commit after the other; it must not call the store.
 */
public interface Cycle {
    /** Accepts everything. */
    Cycle NONE = Proposal::accept;

    /**
     * Runs for one commit. Must call {@link Proposal#accept} exactly once or throw.
     *
     * @throws RefusedException to refuse the commit whole. Any other exception refuses it as well, as an internal failure,
     *     except for {@link CommitLostException}
     */
    void run(Proposal proposal) throws RefusedException;

    /**
     * Called after each accepted commit, by the thread that committed, when it has released the commit lock. It may call
     * the store.
     */
    default void committed() {}

    /** Whether another commit may come. While false, servers stop reading and commits of the program itself wait. */
    default boolean ready() {
        return true;
    }

    /** Waits until {@link #ready}. */
    default void awaitReady() throws InterruptedException {}

    /** Runs something once, by any thread, as soon as {@link #ready} may be true again; at once if it is. */
    default void whenReady(Runnable once) {
        once.run();
    }
}
