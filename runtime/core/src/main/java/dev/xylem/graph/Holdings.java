package dev.xylem.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What effects have acquired: for each, and of those for each instance of a family for each instance, what its last run
 * returned, until the next run has acquired another, or until the instance is gone or the program ends. Thread-safe. What is held
 * is closed on the thread that runs effects, never under a lock.
 */
final class Holdings {
    private record Held(String effect, AutoCloseable resource, long commit) {}

    /** Stands for the key where an effect is not for each instance of a family. */
    private static final Object ALONE = new Object();

    private final EffectLog log;
    /** By the places of the effects, and by keys in the order of acquisition. */
    private final NavigableMap<Integer, Map<Object, Held>> held = new TreeMap<>();

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
    void replace(int index, String effect, @Nullable AutoCloseable next, long commit) {
        replace(index, ALONE, effect, next, commit);
    }

    /** The same for one instance of a family. */
    @SuppressWarnings("ReferenceEquality") // a resource is itself, whatever equals says
    void replace(int index, Object key, String effect, @Nullable AutoCloseable next, long commit) {
        Held old;
        synchronized (held) {
            if (closed) {
                old = next == null ? null : new Held(effect, next, commit);
            } else {
                old = remove(index, key);
                if (next != null) {
                    held.computeIfAbsent(index, any -> new LinkedHashMap<>()).put(key, new Held(effect, next, commit));
                }
            }
            if (old != null && old.resource == next && !closed) {
                return;
            }
        }
        if (old != null) {
            close(old);
        }
    }

    /** Closes what is held for an instance that is gone. */
    void release(int index, Object key) {
        Held old;
        synchronized (held) {
            old = remove(index, key);
        }
        if (old != null) {
            close(old);
        }
    }

    private @Nullable Held remove(int index, Object key) {
        Map<Object, Held> ofEffect = held.get(index);
        if (ofEffect == null) {
            return null;
        }
        Held old = ofEffect.remove(key);
        if (ofEffect.isEmpty()) {
            held.remove(index);
        }
        return old;
    }

    /** Closes everything, what was declared or acquired last first; what is acquired afterwards is closed at once. */
    void close() {
        while (true) {
            Deque<Held> last = new ArrayDeque<>();
            synchronized (held) {
                closed = true;
                var entry = held.pollLastEntry();
                if (entry == null) {
                    return;
                }
                entry.getValue().values().forEach(last::push);
            }
            last.forEach(this::close);
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
