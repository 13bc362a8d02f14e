package dev.xylem.xenstore.client;

import dev.xylem.store.Errno;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watches of a client and what the server knows of them. The server is asked for a watch before anybody can know of it:
 * what is read after that, on the same connection, is not older than the watch. Thread-safe.
 */
final class Watches {
    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore.client");

    private final Exchange exchange;
    private final Connections connections;
    private final String prefix;

    /** By token, for the receiving thread, which must not wait. */
    private final Map<String, Registration> byToken = new ConcurrentHashMap<>();

    private final Map<Registration.Key, Registration> byKey = new HashMap<>();
    private final Set<EventQueue> queues = new HashSet<>();
    private final LongAdder unknown = new LongAdder();
    private @Nullable ConnectionLostException lost;
    private long tokens;

    /** Where connections come from. */
    interface Connections {
        /** The one to use now. */
        Connection current() throws ConnectionLostException;
    }

    /**
     * Without watches.
     *
     * @param prefix of all tokens, different from what another program on the same connection, such as an earlier one on a
     *     ring, uses
     */
    Watches(Exchange exchange, Connections connections, String prefix) {
        this.exchange = exchange;
        this.connections = connections;
        this.prefix = prefix;
    }

    synchronized EventQueue queue(int capacity) {
        EventQueue queue = new EventQueue(this, capacity);
        queues.add(queue);
        if (lost != null) {
            queue.lost(lost);
        }
        return queue;
    }

    synchronized void forget(EventQueue queue) {
        queues.remove(queue);
    }

    /** Makes a watch and waits until the server has it. */
    Watch open(String path, int depth, EventQueue queue, @Nullable Consumer<WatchEvent> listener)
            throws XenstoreException {
        Watch watch = begin(path, depth, queue, listener);
        finish(watch);
        return watch;
    }

    /**
     * Makes a watch. What is sent on the connection after this returns, the server sees after the watch.
     *
     * @throws XenstoreException when the request could not be sent; then there is no watch
     */
    synchronized Watch begin(String path, int depth, EventQueue queue, @Nullable Consumer<WatchEvent> listener)
            throws XenstoreException {
        Registration.Key key = new Registration.Key(path, depth);
        Registration known = byKey.get(key);
        Registration registration = known != null ? known : new Registration(key, prefix + Long.toString(tokens++, 36));
        Watch watch = new Watch(this, registration, queue, listener);
        if (!queue.admit(watch)) {
            throw new IllegalStateException("the queue for the watch on " + Text.shown(path) + " is closed");
        }
        registration.subscribers.add(watch);
        if (known != null) {
            watch.fire(path);
            return watch;
        }
        byKey.put(key, registration);
        byToken.put(registration.token(), registration);
        try {
            registration.request = exchange.begin(connections.current(), registration.watch(), null);
            return watch;
        } catch (XenstoreException failed) {
            watch.close();
            throw failed;
        }
    }

    /** Waits until the server has a watch; closes it when the server does not take it. */
    void finish(Watch watch) throws XenstoreException {
        Registration registration = watch.registration();
        if (registration.confirmed) {
            return;
        }
        try {
            Pending request = request(registration);
            if (request != null) {
                exchange.finishShared(request);
            }
        } catch (XenstoreException failed) {
            if (!isThere(failed)) {
                watch.close();
                throw failed;
            }
        }
        registration.confirmed = true;
    }

    /** Tokens are ours alone, so a watch that exists is the one that was asked for. */
    private static boolean isThere(XenstoreException failed) {
        return failed instanceof ErrorReplyException error && error.errno() == Errno.EEXIST;
    }

    private synchronized @Nullable Pending request(Registration registration) {
        return registration.request;
    }

    /** Ends a watch; the last one on a registration ends that. */
    void close(Watch watch) {
        Registration registration = watch.registration();
        Pending request;
        synchronized (this) {
            registration.subscribers.remove(watch);
            if (!registration.subscribers.isEmpty() || !byKey.remove(registration.key(), registration)) {
                return;
            }
            byToken.remove(registration.token());
            request = registration.request;
        }
        if (request != null && !request.isCompletedExceptionally()) {
            unwatch(registration, request.connection);
        }
    }

    private void unwatch(Registration registration, Connection connection) {
        try {
            Request request = registration.unwatch();
            if (Thread.currentThread().isInterrupted()) {
                exchange.send(connection, request);
            } else {
                exchange.call(connection, request, payload -> payload);
            }
        } catch (XenstoreException failed) {
            // Usually it is gone already: with the connection, or because the server never took it.
            LOG.log(System.Logger.Level.DEBUG, () -> "UNWATCH: " + failed.getMessage());
        }
    }

    /** The server says that a watch fired. Of one that was just closed nobody wants to know. */
    void fired(String path, String token) {
        Registration registration = byToken.get(token);
        if (registration == null) {
            unknown.increment();
            return;
        }
        for (Watch watch : registration.subscribers) {
            watch.fire(path);
        }
    }

    /** Events that belonged to no open watch so far. */
    long unknown() {
        return unknown.sum();
    }

    /** Watches that the server is asked to keep now. */
    synchronized int registered() {
        return byKey.size();
    }

    /** Registers everything on a new connection; each watch fires by that. */
    void renew(Connection connection) throws XenstoreException {
        List<Pending> requests = new ArrayList<>();
        synchronized (this) {
            for (Registration registration : byKey.values()) {
                registration.request = exchange.begin(connection, registration.watch(), null);
                requests.add(registration.request);
            }
        }
        for (Pending request : requests) {
            try {
                exchange.finishShared(request);
            } catch (XenstoreException failed) {
                if (!isThere(failed)) {
                    throw failed;
                }
            }
        }
    }

    /** There will be no events any more. */
    synchronized void lost(ConnectionLostException why) {
        lost = why;
        for (EventQueue queue : queues) {
            queue.lost(why);
        }
    }
}
