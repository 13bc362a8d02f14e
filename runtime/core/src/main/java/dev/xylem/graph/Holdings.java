package dev.xylem.graph;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What effects have acquired: for each what its last run returned, until the next run has acquired another, or until the
 * program ends. Thread-safe. What is held is closed on the thread that runs effects, never under a lock.
 */
final class Holdings {
    private record Held(String effect, AutoCloseable resource, long commit) {}

    private final EffectLog log;
    private final NavigableMap<Integer, Held> held = new TreeMap<>();
    private boolean closed;

    Holdings(EffectLog log) {
        this.log = log;
    }

    /**
     * Holds what a run of an effect has returned and closes what it returned before, unless that is the same.
     *
     * @param index its place among the effects
     * @param next null for nothing
     */
    @SuppressWarnings("ReferenceEquality") // a resource is itself, whatever equals says
    void replace(int index, String effect, @Nullable AutoCloseable next, long commit) {
        Held old;
        synchronized (held) {
            if (closed) {
                old = next == null ? null : new Held(effect, next, commit);
            } else {
                old = next == null ? held.remove(index) : held.put(index, new Held(effect, next, commit));
            }
            if (old != null && old.resource == next && !closed) {
                return;
            }
        }
        if (old != null) {
            close(old);
        }
    }

    /** Closes everything, what was declared last first; what is acquired afterwards is closed at once. */
    void close() {
        while (true) {
            Held last;
            synchronized (held) {
                closed = true;
                var entry = held.pollLastEntry();
                if (entry == null) {
                    return;
                }
                last = entry.getValue();
            }
            close(last);
        }
    }

    private void close(Held old) {
        try {
            old.resource.close();
        } catch (Throwable e) {
            log.failed(old.effect + " (closing)", old.commit, e);
        }
    }
}
