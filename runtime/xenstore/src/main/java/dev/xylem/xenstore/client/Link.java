package dev.xylem.xenstore.client;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a client has at the moment, and how it gets another one. Thread-safe.
 *
 * <p>The thread that received from a lost connection makes the next one, so there is none for that alone.
 */
final class Link implements Connection.Observer {
    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore.client");

    /** Nanoseconds after which a connection counts as one that lasts. */
    private static final long LASTING = TimeUnit.SECONDS.toNanos(1);

    /** More short-lived connections than this make the pauses no longer. */
    private static final int MANY = 30;

    private final ClientOptions options;
    private final Watches watches;

    /** Held by who makes a connection. */
    private final ReentrantLock recovering = new ReentrantLock();

    private @Nullable Connection current;
    private ConnectionLostException last = new ConnectionLostException("there is no connection yet", null, false);

    /** Whether listeners know of a connection. */
    private boolean up;

    private long upSince;
    private int shortLived;
    private boolean over;
    private @Nullable Thread recoverer;

    Link(ClientOptions options, Watches watches) {
        this.options = options;
        this.watches = watches;
    }

    /** Makes the first connection. */
    void open() throws XenstoreException {
        try {
            Connection first = make();
            synchronized (this) {
                current = first;
                up = true;
                upSince = System.nanoTime();
            }
            first.start();
        } catch (XenstoreException clear) {
            throw clear;
        } catch (IOException failed) {
            throw new XenstoreException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private Connection make() throws IOException {
        Transport transport = options.connector().connect();
        return new Connection(transport, Math.min(options.inFlight(), transport.maxInFlight()), this);
    }

    /**
     * The connection to use now.
     *
     * @throws ConnectionLostException when there is none
     */
    synchronized Connection current() throws ConnectionLostException {
        ConnectionLostException why = current == null ? last : current.end();
        if (current == null || why != null) {
            throw new ConnectionLostException(
                    "no connection" + (over || !reconnects() ? "" : ", trying to get one") + ": "
                            + Objects.requireNonNull(why).getMessage(),
                    why,
                    false);
        }
        return current;
    }

    /**
     * Waits until there is a connection on which all watches are registered.
     *
     * @param deadline of {@link System#nanoTime}
     * @throws ConnectionLostException when there will be none, or the time is over
     */
    synchronized void awaitUp(long deadline) throws ConnectionLostException, InterruptedException {
        // One that has just ended may not be known as lost yet.
        while (!over && (!up || current == null || current.end() != null)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        current();
    }

    /** Whether lost connections are replaced. */
    boolean reconnects() {
        return options.reconnect() != null;
    }

    @Override
    public void fired(String path, String token) {
        watches.fired(path, token);
    }

    @Override
    public void ended(Connection connection, ConnectionLostException why) {
        boolean tell;
        synchronized (this) {
            if (current == connection) {
                current = null;
            }
            if (over) {
                return;
            }
            tell = up;
            up = false;
            last = why;
        }
        if (tell) {
            tell(listener -> listener.lost(why));
        }
        RetryPolicy policy = options.reconnect();
        if (policy == null) {
            giveUp(why);
        } else {
            recover(policy);
        }
    }

    private void recover(RetryPolicy policy) {
        recovering.lock();
        try {
            synchronized (this) {
                if (over || current != null) {
                    return;
                }
                recoverer = Thread.currentThread();
            }
            if (attempt(policy)) {
                tell(ConnectionListener::restored);
            }
        } catch (InterruptedException closing) {
            giveUp(last());
        } finally {
            synchronized (this) {
                recoverer = null;
            }
            recovering.unlock();
        }
    }

    /** Tries until there is a connection with all watches; false when none came. */
    private boolean attempt(RetryPolicy policy) throws InterruptedException {
        int before = shortLived();
        for (int failed = 0; failed < policy.attempts(); failed++) {
            if (failed + before > 0) {
                options.pause(policy, failed + before + 1);
            }
            try {
                renew(make());
                return true;
            } catch (IOException notYet) {
                if (Integer.bitCount(failed + 1) == 1) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "attempt " + (failed + 1) + " to connect again: " + notYet.getMessage());
                }
            }
            synchronized (this) {
                if (over) {
                    return false;
                }
            }
        }
        giveUp(last());
        return false;
    }

    /** How many connections in a row did not last; a server that takes them only to end them is not to be hurried. */
    private synchronized int shortLived() {
        boolean lasted = System.nanoTime() - upSince > LASTING;
        shortLived = lasted ? 0 : Math.min(shortLived + 1, MANY);
        return shortLived;
    }

    private void renew(Connection connection) throws XenstoreException {
        synchronized (this) {
            if (over) {
                connection.fail("closed by this program", null);
                throw last.again();
            }
            current = connection;
        }
        connection.start();
        try {
            watches.renew(connection);
        } catch (XenstoreException refused) {
            connection.fail("watches could not be registered again: " + refused.getMessage(), refused);
            throw refused;
        }
        synchronized (this) {
            if (current != connection) {
                throw last.again();
            }
            up = true;
            upSince = System.nanoTime();
            notifyAll();
        }
    }

    private synchronized ConnectionLostException last() {
        return last;
    }

    /** Ends all: there will be no connection. */
    private void giveUp(ConnectionLostException why) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            last = why;
            notifyAll();
        }
        watches.lost(why);
        tell(listener -> listener.gaveUp(why));
    }

    private void tell(Consumer<ConnectionListener> what) {
        for (ConnectionListener listener : options.listeners()) {
            try {
                what.accept(listener);
            } catch (RuntimeException | Error failed) {
                LOG.log(System.Logger.Level.ERROR, "a connection listener failed", failed);
            }
        }
    }

    /** Ends the connection for good. Idempotent. */
    void close() {
        Connection open;
        ConnectionLostException closed = new ConnectionLostException("the client is closed", null, false);
        synchronized (this) {
            over = true;
            last = closed;
            open = current;
            current = null;
            if (recoverer != null) {
                recoverer.interrupt();
            }
            notifyAll();
        }
        if (open != null) {
            open.fail("closed by this program", null);
        }
        watches.lost(closed);
    }
}
