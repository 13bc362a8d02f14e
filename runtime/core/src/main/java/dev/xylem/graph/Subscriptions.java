package dev.xylem.graph;

import dev.xylem.Change;
import dev.xylem.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Listeners that come and go at run time. They are told of commits that begin after they subscribed, on the effect executor
 * and after the effects. A program without any pays one read per commit.
 */
public final class Subscriptions {
    private static final int OPEN = 0;
    private static final int TELLING = 1;
    private static final int CLOSED = 2;

    private final EffectQueue<?> effects;
    private final EffectLog log;
    private final ConcurrentLinkedQueue<Listener> joining = new ConcurrentLinkedQueue<>();
    private final int slots;

    /** Per slot its listeners and the value that they know; only touched under the commit lock. */
    private final List<Watched> watched = new ArrayList<>();

    Subscriptions(int slots, EffectQueue<?> effects, EffectLog log) {
        this.slots = slots;
        this.effects = effects;
        this.log = log;
    }

    /** Adds a listener for the changes of a slot. */
    <T> Subscription add(int slot, String name, Consumer<? super Change<T>> consumer) {
        @SuppressWarnings("unchecked")
        Consumer<Change<@Nullable Object>> erased =
                (Consumer<Change<@Nullable Object>>) (Consumer<?>) Objects.requireNonNull(consumer, "listener");
        return add(slot, name, (change, commit) -> erased.accept(change));
    }

    /** Adds a listener for the numbers of the commits that change a slot. */
    Subscription addCommits(int slot, String name, LongConsumer consumer) {
        return add(slot, name, (change, commit) -> consumer.accept(commit));
    }

    /** Adds a listener for the changes of a slot and the numbers of their commits. */
    Subscription add(int slot, String name, Told told) {
        Objects.checkIndex(slot, slots);
        Listener listener = new Listener(slot, name, told);
        joining.add(listener);
        return listener;
    }

    /** How many listeners wait for the next commit. */
    int joining() {
        return joining.size();
    }

    /** Before a cycle: new listeners learn what they will be compared with. */
    void begin(Graph graph) {
        for (Listener listener; (listener = joining.poll()) != null; ) {
            of(listener.slot, graph).listeners.add(listener);
        }
    }

    private Watched of(int slot, Graph graph) {
        for (Watched candidate : watched) {
            if (candidate.slot == slot) {
                return candidate;
            }
        }
        Watched added = new Watched(slot, graph.get(graph.state(), slot));
        watched.add(added);
        return added;
    }

    /** After a cycle: tells the listeners of slots that changed. */
    @SuppressWarnings("NullAway") // Change takes what its type argument allows, which is not followed
    void end(Graph graph, long commit) {
        if (watched.isEmpty()) {
            return;
        }
        List<Runnable> notices = new ArrayList<>();
        watched.removeIf(slot -> {
            slot.listeners.removeIf(listener -> listener.state.get() == CLOSED);
            return slot.listeners.isEmpty();
        });
        for (Watched slot : watched) {
            Object now = graph.get(graph.state(), slot.slot);
            Object before = slot.known;
            if (!Same.same(before, now)) {
                slot.known = now;
                Change<@Nullable Object> change = new Change<>(before, now);
                slot.listeners.forEach(listener -> notices.add(() -> listener.tell(change, commit)));
            }
        }
        if (!notices.isEmpty()) {
            Frame frame = effects.claim();
            notices.forEach(frame::add);
            effects.submit(frame, 0, commit);
        }
    }

    private static final class Watched {
        final int slot;
        final List<Listener> listeners = new ArrayList<>();

        @Nullable
        Object known;

        Watched(int slot, @Nullable Object known) {
            this.slot = slot;
            this.known = known;
        }
    }

    /** Hears what a commit made of a value. */
    interface Told {
        void tell(Change<@Nullable Object> change, long commit);
    }

    private final class Listener implements Subscription {
        final int slot;
        final String name;
        final Told told;
        final AtomicInteger state = new AtomicInteger();

        Listener(int slot, String name, Told told) {
            this.slot = slot;
            this.name = name;
            this.told = told;
        }

        void tell(Change<@Nullable Object> change, long commit) {
            // The check and the beginning of the call are one step, so that nothing begins after close has returned.
            if (!state.compareAndSet(OPEN, TELLING)) {
                return;
            }
            try {
                told.tell(change, commit);
            } catch (Throwable e) {
                log.failed("subscriber of " + name, commit, e);
            } finally {
                state.compareAndSet(TELLING, OPEN);
            }
        }

        @Override
        public void close() {
            if (state.getAndSet(CLOSED) != CLOSED) {
                // Otherwise those that come and go while nothing commits would pile up.
                joining.remove(this);
            }
        }
    }
}
