package dev.xylem.xenstore.server;

import java.util.concurrent.atomic.AtomicLong;

/** What was done for one connection, or for all of one principal. Counted by the server's thread, read by everybody. */
final class Tally {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong events = new AtomicLong();

    private static void increment(AtomicLong counter) {
        // There is one writer, so that nothing more expensive is needed.
        counter.setOpaque(counter.getPlain() + 1);
    }

    void request() {
        increment(requests);
    }

    void error() {
        increment(errors);
    }

    void event() {
        increment(events);
    }

    /** Requests answered, errors included. */
    long requests() {
        return requests.getOpaque();
    }

    /** Requests answered with an error. */
    long errors() {
        return errors.getOpaque();
    }

    /** Watch events sent. */
    long events() {
        return events.getOpaque();
    }
}
