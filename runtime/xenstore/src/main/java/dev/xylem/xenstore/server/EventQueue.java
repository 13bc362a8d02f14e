package dev.xylem.xenstore.server;

import dev.xylem.store.Account;
import dev.xylem.store.Quota;
import dev.xylem.store.WatchSink;
import dev.xylem.xenstore.wire.Message;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watch events that wait for one client. Filled by whichever thread commits, emptied by the server's. Thread-safe.
 *
 * <p>Bounded: from {@link #MERGE_FROM} waiting events on, one that equals a waiting one is merged with it (never those of
 * special nodes); at {@link #MAX_EVENTS} events or {@link #MAX_OCTETS} octets the queue is <em>overrun</em>: what comes
 * then is dropped, and once the client has taken all that waited, each of its watches fires once with the watched path.
 * So a slow client may hear of less than it should, but it always learns that it has to look again. What waits for somebody
 * unprivileged counts as its memory (XSA-326); when that is used up, the queue is overrun as well.
 */
final class EventQueue implements WatchSink {
    /** Waiting events from which duplicates are looked for; a client that keeps up never pays for it. */
    static final int MERGE_FROM = 1024;

    /** Most events that wait. */
    static final int MAX_EVENTS = 16_384;

    /** Most octets of paths and tokens that wait. */
    static final int MAX_OCTETS = 1 << 20;

    /** Octets of the objects of one event. */
    private static final int WEIGHT = 96;

    /** An event as it goes to the client. */
    record Event(String path, byte[] token) {
        int octets() {
            return path.length() + token.length + 2;
        }

        /** What waiting costs, objects included. */
        int weight() {
            return octets() + WEIGHT;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Event that && path.equals(that.path) && Arrays.equals(token, that.token);
        }

        @Override
        public int hashCode() {
            return Objects.hash(path, Arrays.hashCode(token));
        }
    }

    private final Runnable wake;
    private final Counters counters;
    private @Nullable Account account;
    private final ArrayDeque<Event> waiting = new ArrayDeque<>(0);
    private @Nullable Set<Event> known;
    private int octets;
    private boolean overrun;
    private boolean wakeWanted = true;

    /** A queue that calls {@code wake} when an event comes after {@link #settle} found none. */
    EventQueue(Runnable wake, Counters counters) {
        this.wake = wake;
        this.counters = counters;
    }

    /** From now on what waits counts as somebody's memory. To be called before anything waits. */
    synchronized void charge(Account whose) {
        account = whose;
    }

    @Override
    public void event(String path, byte[] token) {
        Event event = new Event(path, token);
        if (event.octets() > Message.MAX_PAYLOAD) {
            counters.eventTooLong();
            return;
        }
        if (add(event)) {
            wake.run();
        }
    }

    private synchronized boolean add(Event event) {
        if (overrun) {
            counters.eventDropped();
            return false;
        }
        if (waiting.size() >= MERGE_FROM && !isNew(event)) {
            counters.eventMerged();
            return false;
        }
        if (waiting.size() >= MAX_EVENTS
                || octets + event.octets() > MAX_OCTETS
                || (account != null && account.exceeds(Quota.MEMORY))) {
            overrun = true;
            counters.eventDropped();
            return false;
        }
        waiting.add(event);
        octets += event.octets();
        if (account != null) {
            account.charge(event.weight());
        }
        boolean wanted = wakeWanted;
        wakeWanted = false;
        return wanted;
    }

    private boolean isNew(Event event) {
        Set<Event> set = known;
        if (set == null) {
            set = new HashSet<>(waiting);
            known = set;
        }
        return set.add(event) || event.path().startsWith("@");
    }

    /** The event that has waited longest, or null. */
    synchronized @Nullable Event poll() {
        Event event = waiting.poll();
        if (event != null) {
            octets -= event.octets();
            if (account != null) {
                account.charge(-event.weight());
            }
            if (waiting.size() < MERGE_FROM) {
                known = null;
            } else if (known != null) {
                known.remove(event);
            }
        }
        return event;
    }

    /** From now on no wake-up is needed: the server's thread is here and will call {@link #settle}. */
    synchronized void attend() {
        wakeWanted = false;
    }

    /** Whether nothing waits; then the next event wakes the server. */
    synchronized boolean settle() {
        wakeWanted = waiting.isEmpty();
        return wakeWanted;
    }

    /** Whether all that waited is gone and something was dropped; true once for each time. */
    synchronized boolean endOverrun() {
        if (!overrun || !waiting.isEmpty()) {
            return false;
        }
        overrun = false;
        return true;
    }

    /** Drops everything. */
    synchronized void clear() {
        if (account != null) {
            account.charge(-waiting.stream().mapToLong(Event::weight).sum());
        }
        waiting.clear();
        known = null;
        octets = 0;
        overrun = false;
    }

    synchronized int size() {
        return waiting.size();
    }
}
