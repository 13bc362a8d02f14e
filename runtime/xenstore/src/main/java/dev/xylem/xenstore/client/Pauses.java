package dev.xylem.xenstore.client;

import java.util.concurrent.TimeUnit;

/** How a client waits between attempts; tests have one that does not. Thread-safe. */
@FunctionalInterface
public interface Pauses {
    /** Really waits. */
    Pauses SLEEP = TimeUnit.NANOSECONDS::sleep;

    /**
     * Waits.
     *
     * @param nanos nanoseconds, 0 or more
     */
    void pause(long nanos) throws InterruptedException;
}
