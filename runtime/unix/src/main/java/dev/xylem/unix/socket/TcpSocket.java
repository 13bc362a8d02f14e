package dev.xylem.unix.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** A TCP socket bound to an address of this host. Who is at the other end of a connection, nobody knows. Thread-safe. */
public final class TcpSocket extends ListeningSocket {
    private static final int BACKLOG = 1024;

    private final ServerSocketChannel channel;
    private final InetSocketAddress bound;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TcpSocket(ServerSocketChannel channel, InetSocketAddress bound) {
        this.channel = channel;
        this.bound = bound;
    }

    /**
     * Binds a socket.
     *
     * @param address where to listen; port 0 takes any that is free
     * @throws IOException when the host is unknown, no address of this machine, or the port is taken or not allowed; the
     *     message names them
     */
    public static TcpSocket bind(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("the host " + address.getHostString() + " is unknown: use a number, as in 127.0.0.1");
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            // Otherwise a server could not start again while connections of the former one are in TIME_WAIT.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, BACKLOG);
            return new TcpSocket(channel, (InetSocketAddress) channel.getLocalAddress());
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw new IOException(
                    "cannot listen on " + address.getHostString() + " port " + address.getPort() + ": "
                            + failed.getMessage(),
                    failed);
        }
    }

    /** The address that was bound, as a number. */
    public String host() {
        return bound.getAddress().getHostAddress();
    }

    /** The port, also when any was asked for. */
    public int port() {
        return bound.getPort();
    }

    @Override
    public String address() {
        return host() + " port " + port();
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            try {
                channel.close();
            } catch (IOException harmless) {
                // The descriptor is gone either way.
            }
        }
    }

    @Override
    ServerSocketChannel channel() {
        return channel;
    }

    /** Replies are small and awaited: none may wait for the next. */
    @Override
    void accepted(SocketChannel connection) throws IOException {
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connection.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    @Override
    OptionalLong peerUid(SocketChannel connection) {
        return OptionalLong.empty();
    }
}
