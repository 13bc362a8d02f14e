package dev.xylem.graph;

import dev.xylem.Problem;
import dev.xylem.store.ConflictException;
import dev.xylem.store.Cycle;
import dev.xylem.store.Operations;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import java.util.List;

/**
 * A store elsewhere whose values a program works on; the program's own store is then a copy of what the program declares. One
 * object for one program. Implemented by targets whose root store is remote.
 */
public interface Upstream {
    /** There is none: the program's own store is the root. */
    Upstream NONE = new Upstream() {};

    /** The cycle that the program's store runs around that of the graph. */
    default Cycle around(Graph graph) {
        return graph;
    }

    /**
     * Writes what is there to the program's store, over the initial values. Called once, in the transaction of the first commit.
     *
     * @throws StoreException as the operations do
     * @throws IllegalStateException when there is no reaching it
     */
    default void seed(Operations first) throws StoreException {}

    /** The first commit is done: from now on changes that come from there are committed. */
    default void started(Store store) {}

    /**
     * Runs a commit of the program.
     *
     * @throws ConflictException to have it tried again
     * @throws IllegalStateException when there is no reaching the store
     */
    default void commit(Attempt attempt) throws ConflictException {
        attempt.run(first -> {});
    }

    /** What keeps the program from having, or publishing, the values that are there; empty when nothing does. */
    default List<Problem> problems() {
        return List.of();
    }

    /** No commit follows. Idempotent. */
    default void close() {}

    /** A commit of the program in a transaction of its own store. */
    interface Attempt {
        /**
         * Runs it from the beginning to its end.
         *
         * @param before what others have changed and the program's store does not have yet; becomes part of the commit
         */
        void run(Before before) throws ConflictException;
    }

    /** Writes before the program does. */
    interface Before {
        /** Writes in the program's transaction. */
        void write(Operations first) throws StoreException;
    }
}
