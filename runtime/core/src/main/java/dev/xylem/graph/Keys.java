package dev.xylem.graph;

import dev.xylem.Change;
import dev.xylem.family.Edit;
import dev.xylem.family.Family;
import dev.xylem.family.KeySubscription;
import dev.xylem.family.Keyed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is subscribed to which key of which family. After a commit only the keys that it changed are looked up, so the others
 * cost nothing, however many they are.
 */
final class Keys {
    private static final int OPEN = 0;
    private static final int TELLING = 1;
    private static final int CLOSED = 2;

    private final Graph graph;
    private final EffectQueue<?> effects;
    private final EffectLog log;
    /** By their slots. All from the start, so that a commit misses none. */
    private final Map<Integer, OfFamily<?, ?>> families = new HashMap<>();

    Keys(Graph graph, Table table, EffectQueue<?> effects, EffectLog log) {
        this.graph = graph;
        this.effects = effects;
        this.log = log;
        for (int slot = 0; slot < table.size(); slot++) {
            if (table.value(slot).family()) {
                families.put(slot, new OfFamily<>(slot));
            }
        }
    }

    /** The family of a slot. */
    @SuppressWarnings("unchecked") // A slot has one type, which generated code knows.
    <K, V> Keyed<K, V> of(int slot) {
        OfFamily<?, ?> family = families.get(slot);
        if (family == null) {
            throw new IndexOutOfBoundsException(slot);
        }
        return (Keyed<K, V>) family;
    }

    /** Who is subscribed to a key of a slot's family. */
    <K> List<String> dependents(int slot, K key) {
        Keyed<K, ?> family = of(slot);
        return family.dependents(key);
    }

    /** After a cycle: tells the subscribers of the keys that changed. */
    void end(long commit) {
        if (families.isEmpty()) {
            return;
        }
        List<Runnable> notices = new ArrayList<>(0);
        families.values().forEach(family -> family.end(commit, notices));
        if (!notices.isEmpty()) {
            Frame frame = effects.claim();
            notices.forEach(frame::add);
            effects.submit(frame, 0, commit);
        }
    }

    private final class OfFamily<K, V> implements Keyed<K, V> {
        private final int slot;
        /** Guarded by this object, like what it holds. */
        private final Map<K, Set<Listener<K, V>>> listeners = new HashMap<>();
        /** Those that came after the last commit. */
        private final List<Listener<K, V>> joining = new ArrayList<>(0);
        /** The version of which the others know. */
        private Family<K, V> told = Family.empty();

        OfFamily(int slot) {
            this.slot = slot;
        }

        private Family<K, V> now() {
            State state = graph.state();
            state.acquire();
            return Refs.as(graph.get(state, slot));
        }

        @Override
        public Optional<V> get(K key) {
            return now().get(key);
        }

        @Override
        public KeySubscription<V> subscribe(K key, String who, Consumer<? super Change<Optional<V>>> consumer) {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(who, "who");
            Objects.requireNonNull(consumer, "listener");
            synchronized (this) {
                // Read inside: a version that is published later finds the listener, an earlier one is what it starts
                // with.
                Family<K, V> now = now();
                if (listeners.isEmpty()) {
                    told = now;
                }
                Listener<K, V> listener = new Listener<>(this, key, who, consumer, now);
                joining.add(listener);
                listeners.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(listener);
                return listener;
            }
        }

        @Override
        public synchronized List<String> dependents(K key) {
            return listeners.getOrDefault(key, Set.of()).stream()
                    .map(listener -> listener.who)
                    .toList();
        }

        synchronized void remove(Listener<K, V> listener) {
            joining.remove(listener);
            Set<Listener<K, V>> of = listeners.get(listener.key);
            if (of != null && of.remove(listener) && of.isEmpty()) {
                listeners.remove(listener.key);
            }
        }

        @SuppressWarnings("ReferenceEquality") // versions, not their content
        synchronized void end(long commit, List<Runnable> notices) {
            if (listeners.isEmpty()) {
                return;
            }
            Family<K, V> now = now();
            for (Edit<K, V> edit : Edit.merged(now.since(told))) {
                for (Listener<K, V> listener : listeners.getOrDefault(edit.key(), Set.of())) {
                    if (listener.since != now) {
                        Change<Optional<V>> change =
                                new Change<>(Optional.ofNullable(edit.before()), Optional.ofNullable(edit.after()));
                        notices.add(() -> tell(listener, change, commit));
                    }
                }
            }
            told = now;
            joining.forEach(listener -> listener.since = null);
            joining.clear();
        }
    }

    private <K, V> void tell(Listener<K, V> listener, Change<Optional<V>> change, long commit) {
        // The check and the beginning of the call are one step, so that nothing begins after close has returned.
        if (!listener.state.compareAndSet(OPEN, TELLING)) {
            return;
        }
        try {
            listener.consumer.accept(change);
        } catch (Throwable e) {
            log.failed("subscriber " + listener.who, commit, e);
        } finally {
            listener.state.compareAndSet(TELLING, OPEN);
        }
    }

    private static final class Listener<K, V> implements KeySubscription<V> {
        final Keys.OfFamily<K, V> family;
        final K key;
        final String who;
        final Consumer<? super Change<Optional<V>>> consumer;
        final AtomicInteger state = new AtomicInteger();
        /** The version that it started with, until a commit has passed; that one is not told. */
        @Nullable
        Family<K, V> since;

        private final Optional<V> initial;

        Listener(
                Keys.OfFamily<K, V> family,
                K key,
                String who,
                Consumer<? super Change<Optional<V>>> consumer,
                Family<K, V> since) {
            this.family = family;
            this.key = key;
            this.who = who;
            this.consumer = consumer;
            this.since = since;
            this.initial = since.get(key);
        }

        @Override
        public Optional<V> initial() {
            return initial;
        }

        @Override
        public void close() {
            if (state.getAndSet(CLOSED) != CLOSED) {
                family.remove(this);
            }
        }
    }
}
