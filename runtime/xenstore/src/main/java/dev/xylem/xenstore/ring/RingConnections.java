package dev.xylem.xenstore.ring;

import dev.xylem.store.Caller;
import dev.xylem.xenstore.domain.Connections;
import dev.xylem.xenstore.domain.Hypervisor;
import dev.xylem.xenstore.server.XenstoreServer;
import dev.xylem.xenstore.wire.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves the rings of domains by a server, on the server's thread, beside whatever else that thread serves.
 *
 * <p>An idle ring owns no buffer: requests and replies pass through two that all of them share. What is kept for one ring is less
 * than a message that has not come whole, and replies that the domain has not taken, no more than {@value #OUTPUT} octets; a
 * domain that does not take its replies is not read.
 *
 * <p>Belongs to the server's thread, except {@link #broken} and {@link #failures}.
 */
public final class RingConnections implements Connections {
    /** Octets received and not yet handled: a message that is nearly whole, and what a ring holds. */
    private static final int INPUT = Message.MAX + SharedPage.CAPACITY;

    /** Octets of replies and events: room for one of the longest beside others. */
    static final int OUTPUT = 2 * Message.MAX;

    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore");

    private final XenstoreServer server;
    private final Executor thread;
    private final ByteBuffer input = buffer(INPUT);
    private final ByteBuffer output = buffer(OUTPUT);
    private final Set<RingConnection> connections = new LinkedHashSet<>();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** @param thread runs what it is given one after the other, on the server's thread, never at once */
    public RingConnections(XenstoreServer server, Executor thread) {
        this.server = server;
        this.thread = thread;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    @Override
    public Connection open(Caller caller, int features, Hypervisor.Link link) {
        RingConnection connection = new RingConnection(this, caller, features, link);
        connections.add(connection);
        connection.reset();
        link.onSignal(connection::wake);
        // It may have signalled before anybody listened.
        connection.wake();
        return connection;
    }

    /** Looks at every ring, for guests that do not signal and for signals that were lost. */
    public void rescan() {
        List.copyOf(connections).forEach(RingConnection::wake);
    }

    /** How often a ring was given up because of what its domain did. */
    public long broken() {
        return broken.get();
    }

    /** How often a ring was given up because of a fault in this program. */
    public long failures() {
        return failures.get();
    }

    XenstoreServer server() {
        return server;
    }

    void execute(Runnable task) {
        thread.execute(task);
    }

    ByteBuffer input() {
        return input;
    }

    ByteBuffer output() {
        return output;
    }

    void remove(RingConnection connection) {
        connections.remove(connection);
    }

    void broke(Caller caller, String why) {
        long count = broken.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "domain " + caller.principal() + " is not served any more: " + why + " (" + count
                            + " such so far)");
        }
    }

    void failed(Caller caller, Throwable failure) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "serving domain " + caller.principal() + " failed; it is not served any more (failure " + count
                            + ")",
                    failure);
        }
    }
}
