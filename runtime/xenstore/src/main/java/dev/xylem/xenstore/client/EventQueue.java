package dev.xylem.xenstore.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events of some watches that wait to be looked at. Its memory is bounded, whatever the server sends (XSA-349): an event
 * that equals a waiting one is dropped, one below a waiting event of the watched path too, and when the queue is full each
 * watch gets one event with its own path in place of all others. What happens after an event was taken makes a new one, so
 * who reads after taking ends with the last state. Thread-safe.
 *
 * <p>Watches belong to the queue: closing it closes them.
 */
public final class EventQueue implements AutoCloseable {
    private final Watches watches;
    private final int capacity;
    private final Set<WatchEvent> waiting = new LinkedHashSet<>();
    private final Set<Watch> open = new LinkedHashSet<>();
    private @Nullable ConnectionLostException lost;
    private boolean closed;
    private boolean woken;
    private long merged;
    private long overruns;

    EventQueue(Watches watches, int capacity) {
        this.watches = watches;
        this.capacity = capacity;
    }

    /**
     * Watches a node and everything below it. The first event comes at once, whether the node exists or not.
     *
     * @param path absolute, relative to the domain's home, or a special node such as {@code @releaseDomain}
     * @throws QuotaException when the domain has too many watches; then there is none
     * @throws XenstoreException when the server refuses it otherwise, or does not answer
     */
    public Watch watch(String path) throws XenstoreException {
        return watches.open(path, Registration.ALL, this, null);
    }

    /**
     * Watches several nodes, of which the server is asked at once.
     *
     * @param paths as for {@link #watch(String)}
     * @return the watches, in the order of the paths
     * @throws XenstoreException as {@link #watch(String)}; then there is none of them
     */
    public List<Watch> watchAll(Collection<String> paths) throws XenstoreException {
        List<Watch> begun = new ArrayList<>();
        try {
            for (String path : paths) {
                begun.add(watches.begin(path, Registration.ALL, this, null));
            }
            for (Watch watch : begun) {
                watches.finish(watch);
            }
            return begun;
        } catch (XenstoreException failed) {
            begun.forEach(Watch::close);
            throw failed;
        }
    }

    /**
     * Watches a node and what lies at most so many levels below it; servers without feature bit 2 refuse it with EINVAL.
     *
     * @param depth 0 is the node alone, at most 65534
     * @throws XenstoreException as {@link #watch(String)}
     */
    public Watch watch(String path, int depth) throws XenstoreException {
        if (depth < 0 || depth > Registration.MAX_DEPTH) {
            throw new IllegalArgumentException("a depth is from 0 to " + Registration.MAX_DEPTH + ", not " + depth);
        }
        return watches.open(path, depth, this, null);
    }

    /** All events that wait, without waiting; in the order in which they came. */
    public synchronized List<WatchEvent> drain() {
        List<WatchEvent> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    /**
     * Waits for events and takes all that wait.
     *
     * @param limit how long to wait; zero does not
     * @return the events; none when the time is over or the queue is closed
     * @throws ConnectionLostException when there will be none any more because the connection is lost for good; before that,
     *     the events that wait are returned
     */
    public List<WatchEvent> poll(Duration limit) throws ConnectionLostException, InterruptedException {
        return poll(limit.toNanos());
    }

    synchronized List<WatchEvent> poll(long nanos) throws ConnectionLostException, InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (waiting.isEmpty() && !closed && !woken) {
            if (lost != null) {
                throw lost.again();
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        woken = false;
        return drain();
    }

    /** Has the thread that polls, or that polls next, return at once, if need be with nothing. */
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    synchronized void add(WatchEvent event) {
        Watch watch = event.watch();
        if (!open.contains(watch)) {
            return;
        }
        if (waiting.contains(event) || waiting.contains(new WatchEvent(watch, watch.path()))) {
            merged++;
            return;
        }
        if (waiting.size() >= capacity) {
            merge();
            event = new WatchEvent(watch, watch.path());
        }
        waiting.add(event);
        notifyAll();
    }

    /** One event for each watch; their number is bounded by that of the watches. */
    private void merge() {
        Set<WatchEvent> all = new LinkedHashSet<>();
        for (WatchEvent event : waiting) {
            all.add(new WatchEvent(event.watch(), event.watch().path()));
        }
        overruns++;
        merged += waiting.size() - all.size();
        waiting.clear();
        waiting.addAll(all);
    }

    /** Takes a watch in; false when the queue is closed. */
    synchronized boolean admit(Watch watch) {
        return !closed && open.add(watch);
    }

    synchronized void remove(Watch watch) {
        open.remove(watch);
        waiting.removeIf(event -> event.watch() == watch);
    }

    synchronized void lost(ConnectionLostException why) {
        lost = why;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** How many events were merged into others so far. */
    public synchronized long merged() {
        return merged;
    }

    /** How often the queue was full so far. */
    public synchronized long overruns() {
        return overruns;
    }

    /** Closes all its watches, and wakes who waits. Idempotent. */
    @Override
    public void close() {
        List<Watch> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
            waiting.clear();
            notifyAll();
        }
        all.forEach(Watch::close);
        watches.forget(this);
    }
}
