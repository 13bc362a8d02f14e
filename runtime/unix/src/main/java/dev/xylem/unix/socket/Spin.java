package dev.xylem.unix.socket;

/**
 * Decides when a loop polls for a while before it sleeps. Polling saves what it costs to wake a sleeping CPU, and costs CPU
 * time; so it is given up where it does not pay, and tried again ever more rarely. Not thread-safe.
 */
final class Spin {
    /** Waits without polling after many that were polled in vain, before the next try. */
    private static final int MOST_SKIPPED = 1024;

    private final long nanos;
    private int skipped;
    private int left;

    /** Polls for at most so long at a time; 0 is never. */
    Spin(long nanos) {
        this.nanos = nanos;
    }

    /** How long one wait may be polled. */
    long nanos() {
        return nanos;
    }

    /** Whether the wait that begins now shall be polled. */
    boolean due() {
        if (left > 0) {
            left--;
            return false;
        }
        return nanos > 0;
    }

    /** What came of polling. */
    void ended(boolean paid) {
        skipped = paid ? 0 : Math.min(MOST_SKIPPED, Math.max(1, 2 * skipped));
        left = skipped;
    }
}
