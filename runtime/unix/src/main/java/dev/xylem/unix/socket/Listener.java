package dev.xylem.unix.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Accepts connections on one Unix-domain socket, for a loop. Thread-safe. */
public final class Listener implements AutoCloseable {
    /** Connections accepted before others are served: a flood of newcomers must not stop those who are here. */
    private static final int ACCEPT_BATCH = 16;

    private final EventLoop loop;
    private final SocketFile file;
    private final ServerSocketChannel channel;
    private final PeerAccounts accounts;
    private final Protocol.Factory factory;
    private @Nullable SelectionKey key;

    /** Holds a descriptor, to be lent to whoever logs that there is none left: that may well need to open files. */
    private @Nullable SocketChannel spare;

    private long refusedAccepts;

    private Listener(EventLoop loop, SocketFile file, Protocol.Factory factory) {
        this.loop = loop;
        this.file = file;
        this.channel = file.channel();
        this.accounts = PeerAccounts.ofSystem(file.path());
        this.factory = factory;
    }

    /**
     * Listens on a socket, which the listener owns from now on.
     *
     * @throws IOException when the channel cannot be watched
     */
    public static Listener open(EventLoop loop, SocketFile file, Protocol.Factory factory) throws IOException {
        file.channel().configureBlocking(false);
        Listener listener = new Listener(loop, file, factory);
        loop.execute(listener::begin);
        return listener;
    }

    /** The path of the socket. */
    public Path path() {
        return file.path();
    }

    /** Stops accepting and removes the socket's file. Connections live on. Idempotent. */
    @Override
    public void close() {
        loop.execute(this::end);
        file.close();
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
                    "cannot accept on " + file.path() + ": " + reason.getMessage() + "; trying again every "
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
        Connection connection = new Connection(loop, accepted, accounts);
        loop.began(connection);
        try {
            accepted.configureBlocking(false);
            SelectionKey registered = accepted.register(loop.selector(), SelectionKey.OP_READ, connection);
            connection.start(factory.connected(connection), registered);
        } catch (IOException peerGone) {
            connection.end();
        } catch (RuntimeException | Error failure) {
            loop.failed("a new connection on " + file.path() + " could not be set up; it is closed", failure);
            connection.end();
        }
    }

    /** Stops accepting, on the loop's thread. */
    void end() {
        loop.remove(this);
        closeSpare();
        file.close();
    }
}
