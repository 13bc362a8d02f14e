package dev.xylem.ninep.store;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Octets that may be kept for clients, possibly as a share of a larger budget. Thread-safe. */
final class Budget {
    private final AtomicInteger left;
    private final @Nullable Budget whole;

    Budget(int octets) {
        this(null, octets);
    }

    Budget(@Nullable Budget whole, int octets) {
        this.whole = whole;
        this.left = new AtomicInteger(octets);
    }

    /** Takes octets; false when there are not so many left. */
    boolean take(int octets) {
        if (left.addAndGet(-octets) < 0) {
            left.addAndGet(octets);
            return false;
        }
        if (whole != null && !whole.take(octets)) {
            left.addAndGet(octets);
            return false;
        }
        return true;
    }

    /** Gives octets back that were taken. */
    void give(int octets) {
        left.addAndGet(octets);
        if (whole != null) {
            whole.give(octets);
        }
    }
}
