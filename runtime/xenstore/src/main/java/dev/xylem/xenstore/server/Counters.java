package dev.xylem.xenstore.server;

import java.util.concurrent.atomic.LongAdder;

/** What a server has done so far. Thread-safe; each figure is right by itself, not all of one moment. */
public final class Counters {
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder violations = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final LongAdder disconnections = new LongAdder();
    private final LongAdder eventsSent = new LongAdder();
    private final LongAdder eventsMerged = new LongAdder();
    private final LongAdder eventsDropped = new LongAdder();
    private final LongAdder eventsTooLong = new LongAdder();
    private final LongAdder pauses = new LongAdder();

    Counters() {}

    /** Requests answered, errors included. */
    public long requests() {
        return requests.sum();
    }

    /** Requests answered with an error. */
    public long errors() {
        return errors.sum();
    }

    /** Requests whose handler failed in a way that nobody foresaw; answered EIO and logged. */
    public long failures() {
        return failures.sum();
    }

    /** Connections ended because a message announced more than 4096 octets (W-2). */
    public long violations() {
        return violations.sum();
    }

    /** Clients that are connected now. */
    public long connected() {
        return connections.sum() - disconnections.sum();
    }

    /** Clients ever connected. */
    public long connections() {
        return connections.sum();
    }

    /** Watch events handed to a transport. */
    public long eventsSent() {
        return eventsSent.sum();
    }

    /** Watch events merged with an equal one that still waited (V-8). */
    public long eventsMerged() {
        return eventsMerged.sum();
    }

    /** Watch events dropped because the client's queue was full; made good by firing all its watches later. */
    public long eventsDropped() {
        return eventsDropped.sum();
    }

    /** Watch events dropped because path and token exceed a message (W-8). */
    public long eventsTooLong() {
        return eventsTooLong.sum();
    }

    /** How often a client was not read because the application's backlog was full. */
    public long pauses() {
        return pauses.sum();
    }

    void request() {
        requests.increment();
    }

    void error() {
        errors.increment();
    }

    long failure() {
        failures.increment();
        return failures.sum();
    }

    void violation() {
        violations.increment();
    }

    void connection() {
        connections.increment();
    }

    void disconnection() {
        disconnections.increment();
    }

    void eventSent() {
        eventsSent.increment();
    }

    void eventMerged() {
        eventsMerged.increment();
    }

    void eventDropped() {
        eventsDropped.increment();
    }

    void eventTooLong() {
        eventsTooLong.increment();
    }

    void pause() {
        pauses.increment();
    }
}
