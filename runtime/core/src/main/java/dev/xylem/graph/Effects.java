package dev.xylem.graph;

/**
 * How the effects of a program run.
 *
 * @param immediate whether they run on the committing thread, inside its commit
 * @param backlog how many commits may wait for their effects before further commits wait; a power of two
 */
public record Effects(boolean immediate, int backlog) {
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
        return new Effects(false, BACKLOG);
    }

    /** On a daemon thread of the program's own, with another backlog. */
    public static Effects onThread(int backlog) {
        return new Effects(false, backlog);
    }

    /**
     * On the thread that commits, before the commit returns: for tests. Such effects must not wait for another commit; on a
     * server they would run on its event loop.
     */
    public static Effects direct() {
        return new Effects(true, BACKLOG);
    }
}
