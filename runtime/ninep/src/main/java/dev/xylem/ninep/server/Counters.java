package dev.xylem.ninep.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a server has done since its start, and what it holds now. Thread-safe to read. */
public final class Counters {
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong violations = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicInteger fids = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger attachments = new AtomicInteger();

    Counters() {}

    /** Connections so far. */
    public long connections() {
        return connections.get();
    }

    /** Requests so far. */
    public long requests() {
        return requests.get();
    }

    /** Requests so far that were refused. */
    public long errors() {
        return errors.get();
    }

    /** Connections so far that were ended because they broke the protocol. */
    public long violations() {
        return violations.get();
    }

    /** Requests so far that failed in a way nobody foresaw: faults of the program. */
    public long faults() {
        return faults.get();
    }

    /** Fids of all connections now. */
    public int fids() {
        return fids.get();
    }

    /** Requests that wait now. */
    public int waiting() {
        return waiting.get();
    }

    /** Views of the tree that are attached now. */
    public int attachments() {
        return attachments.get();
    }

    void connection() {
        connections.setOpaque(connections.getOpaque() + 1);
    }

    void request() {
        // Only the server's thread counts: no atomic operation is needed.
        requests.setOpaque(requests.getOpaque() + 1);
    }

    void error() {
        errors.setOpaque(errors.getOpaque() + 1);
    }

    void violation() {
        violations.setOpaque(violations.getOpaque() + 1);
    }

    long fault() {
        return faults.incrementAndGet();
    }

    void fids(int more) {
        fids.addAndGet(more);
    }

    void waiting(int more) {
        waiting.addAndGet(more);
    }

    void attachments(int more) {
        attachments.addAndGet(more);
    }
}
