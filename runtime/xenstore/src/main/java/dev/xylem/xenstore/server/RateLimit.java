package dev.xylem.xenstore.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So much in each second, and no more. Not thread-safe. */
final class RateLimit {
    private final LongSupplier nanos;
    private long second;
    private int passed;
    private long left;

    /** @param nanos a clock in nanoseconds */
    RateLimit(LongSupplier nanos) {
        this.nanos = nanos;
        second = now();
    }

    /** Whether one more may pass; what may not is counted. */
    boolean pass(int rate) {
        long now = now();
        if (now != second) {
            second = now;
            passed = 0;
        }
        if (passed >= rate) {
            left++;
            return false;
        }
        passed++;
        return true;
    }

    /** How many could not pass since this was asked last. */
    long takeLeft() {
        long taken = left;
        left = 0;
        return taken;
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
    }
}
