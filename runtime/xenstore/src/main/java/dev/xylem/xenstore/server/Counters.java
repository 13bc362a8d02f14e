package dev.xylem.xenstore.server;

import dev.xylem.xenstore.wire.MessageType;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a server has done so far. Thread-safe; each figure is right by itself, not all of one moment. */
public final class Counters {
    private static final int UNKNOWN = 0xFF;

    /** By number of the operation; the last place is for those that there are not. Written by the server's thread only. */
    private final AtomicLongArray requests = new AtomicLongArray(UNKNOWN + 1);

    private final AtomicLongArray errors = new AtomicLongArray(UNKNOWN + 1);
    private final LongAdder failures = new LongAdder();
    private final LongAdder violations = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final LongAdder disconnections = new LongAdder();
    private final LongAdder eventsSent = new LongAdder();
    private final LongAdder eventsMerged = new LongAdder();
    private final LongAdder eventsDropped = new LongAdder();
    private final LongAdder eventsTooLong = new LongAdder();
    private final LongAdder refusedConnections = new LongAdder();
    private final LongAdder pauses = new LongAdder();
    private final LongAdder deferrals = new LongAdder();

    Counters() {}

    /** Requests answered, errors included. */
    public long requests() {
        return sum(requests);
    }

    /** Requests of one type answered, errors included. */
    public long requests(MessageType type) {
        return requests.getOpaque(type.number());
    }

    /** Requests of one type answered with an error. */
    public long errors(MessageType type) {
        return errors.getOpaque(type.number());
    }

    /** Requests answered with an error. */
    public long errors() {
        return sum(errors);
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

    /** Connections refused, or not begun, because their principal uses too much memory. */
    public long refusedConnections() {
        return refusedConnections.sum();
    }

    /** How often a request waited for the sake of somebody whose transactions were lost. */
    public long deferrals() {
        return deferrals.sum();
    }

    /** How often a client was not read because the application's backlog was full. */
    public long pauses() {
        return pauses.sum();
    }

    private static long sum(AtomicLongArray counters) {
        long sum = 0;
        for (int i = 0; i < counters.length(); i++) {
            sum += counters.getOpaque(i);
        }
        return sum;
    }

    private static void increment(AtomicLongArray counters, @Nullable Operation operation) {
        int at = operation == null ? UNKNOWN : operation.type().number();
        counters.setOpaque(at, counters.getPlain(at) + 1);
    }

    /** Counts a request; null stands for an operation that there is not. */
    void request(@Nullable Operation operation) {
        increment(requests, operation);
    }

    void error(@Nullable Operation operation) {
        increment(errors, operation);
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

    void refusedConnection() {
        refusedConnections.increment();
    }

    void pause() {
        pauses.increment();
    }

    void deferral() {
        deferrals.increment();
    }
}
