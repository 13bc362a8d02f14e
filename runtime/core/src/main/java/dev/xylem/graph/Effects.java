package dev.xylem.graph;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How the effects of a program run.
 *
 * @param immediate whether they run on the committing thread, inside its commit
 * @param backlog how many commits may wait for their effects before further commits wait; a power of two
 * @param executor where they run otherwise; null for a thread of the program's own
 */
public record Effects(
        boolean immediate, int backlog, @Nullable Executor executor) {
    /** How many commits may wait where nothing else is said. */
    public static final int BACKLOG = 1024;

    /** Checks the backlog. */
    public Effects {
        if (backlog < 2 || backlog > 1 << 20 || Integer.bitCount(backlog) != 1) {
            throw new IllegalArgumentException("the backlog is a power of two from 2 to 1048576, not " + backlog);
        }
    }

    /** On a daemon thread of the program's own. */
    public static Effects onThread() {
        return new Effects(false, BACKLOG, null);
    }

    /** On a daemon thread of the program's own, with another backlog. */
    public static Effects onThread(int backlog) {
        return new Effects(false, backlog, null);
    }

    /**
     * On an executor: in turns, one after the other whatever the executor is, each of them short. Where it rejects a turn, the
     * effects wait for the next commit; those still due at the end run on the thread that closes the program. That thread
     * must not be one that the executor needs for a turn.
     */
    public static Effects on(Executor executor) {
        return new Effects(false, BACKLOG, Objects.requireNonNull(executor, "executor"));
    }

    /**
     * On the thread that commits, before the commit returns: for tests. Such effects must not wait for another commit; on a
     * server they would run on its event loop.
     */
    public static Effects direct() {
        return new Effects(true, BACKLOG, null);
    }
}
