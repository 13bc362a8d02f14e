package dev.xylem.unix.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Accepts connections on one socket, for a loop. Thread-safe. */
public final class Listener implements AutoCloseable {
    /** Connections accepted before others are served: a flood of newcomers must not stop those who are here. */
    private static final int ACCEPT_BATCH = 16;

    private final EventLoop loop;
    private final ListeningSocket socket;
    private final ServerSocketChannel channel;
    private final Protocol.Factory factory;
    private @Nullable SelectionKey key;

    /** Holds a descriptor, to be lent to whoever logs that there is none left: that may well need to open files. */
    private @Nullable SocketChannel spare;

    private long refusedAccepts;

    private Listener(EventLoop loop, ListeningSocket socket, Protocol.Factory factory) {
        this.loop = loop;
        this.socket = socket;
        this.channel = socket.channel();
        this.factory = factory;
    }

    /**
     * Listens on a socket, which the listener owns from now on.
     *
     * @throws IOException when the channel cannot be watched
     */
    public static Listener open(EventLoop loop, ListeningSocket socket, Protocol.Factory factory) throws IOException {
        socket.channel().configureBlocking(false);
        Listener listener = new Listener(loop, socket, factory);
        loop.execute(listener::begin);
        return listener;
    }

    /** Where clients find the socket. */
    public String address() {
        return socket.address();
    }

    /** Stops accepting and closes the socket. Connections live on. Idempotent. */
    @Override
    public void close() {
        loop.execute(this::end);
        socket.close();
    }

    private void begin() {
        loop.add(this);
        // The first close of a channel has the JDK open some descriptors of its own: it must not come when there are
        // none.
        spare = openSpare();
        closeSpare();
        spare = openSpare();
        try {
            key = channel.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
        } catch (IOException closedMeanwhile) {
            end();
        }
    }

    /** Goes on accepting. */
    void listen() {
        SelectionKey registered = key;
        if (registered != null && registered.isValid()) {
            registered.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    void selected() {
        for (int i = 0; i < ACCEPT_BATCH; i++) {
            SocketChannel accepted;
            try {
                accepted = channel.accept();
            } catch (IOException noDescriptor) {
                pause(noDescriptor);
                return;
            }
            if (accepted == null) {
                return;
            }
            begin(accepted);
        }
    }

    private void pause(IOException reason) {
        if (!channel.isOpen()) {
            return;
        }
        SelectionKey registered = key;
        if (registered != null && registered.isValid()) {
            registered.interestOps(0);
            loop.pause(this);
        }
        if (Long.bitCount(++refusedAccepts) == 1) {
            closeSpare();
            loop.log(
                    System.Logger.Level.WARNING,
                    "cannot accept on " + socket.address() + ": " + reason.getMessage() + "; trying again every "
                            + EventLoop.ACCEPT_PAUSE_MILLIS + " ms. Raise the limit of open files (ulimit -n).",
                    null);
            spare = openSpare();
        }
    }

    private static @Nullable SocketChannel openSpare() {
        try {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException noDescriptor) {
            return null;
        }
    }

    private void closeSpare() {
        SocketChannel held = spare;
        spare = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException harmless) {
                // The descriptor is gone either way.
            }
        }
    }

    private void begin(SocketChannel accepted) {
        Connection connection = new Connection(loop, accepted, socket);
        loop.began(connection);
        try {
            accepted.configureBlocking(false);
            socket.accepted(accepted);
            SelectionKey registered = accepted.register(loop.selector(), SelectionKey.OP_READ, connection);
            connection.start(factory.connected(connection), registered);
        } catch (IOException peerGone) {
            connection.end();
        } catch (RuntimeException | Error failure) {
            loop.failed("a new connection on " + socket.address() + " could not be set up; it is closed", failure);
            connection.end();
        }
    }

    /** Stops accepting, on the loop's thread. */
    void end() {
        loop.remove(this);
        closeSpare();
        socket.close();
    }
}
