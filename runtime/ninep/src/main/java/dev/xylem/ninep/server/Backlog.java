package dev.xylem.ninep.server;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of one connection that wait, and those of them that are to be tried again. */
final class Backlog {
    private final Limits limits;
    private final Counters counters;
    private final Map<Integer, Waiting> byTag = new HashMap<>(2);
    private final ArrayDeque<Waiting> due = new ArrayDeque<>(0);
    private int octets;

    Backlog(Limits limits, Counters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    /** Whether a request with this tag waits. */
    boolean holds(int tag) {
        return !byTag.isEmpty() && byTag.containsKey(tag);
    }

    boolean hasRoom() {
        return byTag.size() < limits.waiting();
    }

    /** Whether so much waits that nothing more can be taken. */
    boolean full() {
        return octets > limits.waitingOctets();
    }

    void add(Waiting request) {
        byTag.put(request.tag, request);
        request.fid.waiting.add(request);
        octets += request.octets();
        counters.waiting(1);
    }

    /** What waits for a fid is to be tried again, in the order in which it came. */
    void due(Fid fid) {
        due.addAll(fid.waiting);
        fid.waiting.clear();
    }

    /** The next request to be tried again, which waits no more; or null. */
    @Nullable
    Waiting next() {
        while (true) {
            Waiting request = due.poll();
            if (request == null) {
                return null;
            }
            if (!request.flushed) {
                forget(request);
                return request;
            }
        }
    }

    void flush(int tag) {
        Waiting request = byTag.get(tag);
        if (request != null) {
            request.flushed = true;
            request.fid.waiting.remove(request);
            forget(request);
        }
    }

    private void forget(Waiting request) {
        byTag.remove(request.tag);
        octets -= request.octets();
        counters.waiting(-1);
    }

    void clear() {
        for (Waiting request : byTag.values()) {
            request.fid.waiting.clear();
        }
        counters.waiting(-byTag.size());
        byTag.clear();
        due.clear();
        octets = 0;
    }
}
