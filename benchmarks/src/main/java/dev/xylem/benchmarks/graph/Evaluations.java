package dev.xylem.benchmarks.graph;

/**
 * Counts evaluations of derived values where assertions are enabled, as in tests; a benchmark runs without assertions, and
 * nothing of the count is left in compiled code. Not thread-safe.
 */
final class Evaluations {
    private static long count;

    private Evaluations() {}

    /** Counts one; true, so that it stands in an assertion. */
    static boolean count() {
        count++;
        return true;
    }

    /** How many there were since the last call. */
    static long take() {
        long taken = count;
        count = 0;
        return taken;
    }
}
