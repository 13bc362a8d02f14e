package dev.xylem.xenstore.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a client was built with; see {@link ClientBuilder}. */
record ClientOptions(
        Connector connector,
        Duration timeout,
        int inFlight,
        int transactions,
        int eventCapacity,
        RetryPolicy retry,
        @Nullable RetryPolicy reconnect,
        RandomGenerator random,
        Pauses pauses,
        Executor executor,
        List<ConnectionListener> listeners) {

    /** Waits after a failed attempt. */
    void pause(RetryPolicy policy, int failed) throws InterruptedException {
        long nanos;
        synchronized (random) {
            nanos = policy.pause(failed, random);
        }
        if (nanos > 0) {
            pauses.pause(nanos);
        } else if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
