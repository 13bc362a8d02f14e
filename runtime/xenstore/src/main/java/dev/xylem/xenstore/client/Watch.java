package dev.xylem.xenstore.client;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Interest in a node and all below it, until closed. It survives lost connections. Thread-safe.
 *
 * <p>Watches of one client on the same path share one watch of the server, which counts against the quota; its token is
 * the client's business.
 */
public final class Watch implements AutoCloseable {
    private final Watches watches;
    private final Registration registration;
    private final EventQueue queue;
    private final @Nullable Consumer<WatchEvent> listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    Watch(Watches watches, Registration registration, EventQueue queue, @Nullable Consumer<WatchEvent> listener) {
        this.watches = watches;
        this.registration = registration;
        this.queue = queue;
        this.listener = listener;
    }

    /** The path as it was asked for. */
    public String path() {
        return registration.path();
    }

    /** How many levels below the path it sees; negative for all of them. */
    public int depth() {
        return registration.depth();
    }

    Registration registration() {
        return registration;
    }

    @Nullable
    Consumer<WatchEvent> listener() {
        return listener;
    }

    void fire(String path) {
        queue.add(new WatchEvent(this, path));
    }

    boolean isClosed() {
        return closed.get();
    }

    /**
     * Ends the interest: events that wait are dropped, and the server knows when this returns, unless the connection is
     * lost or the server does not answer in time. Idempotent; works in interrupted threads, which do not wait.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            queue.remove(this);
            watches.close(this);
        }
    }

    @Override
    public String toString() {
        return "watch on " + path();
    }
}
