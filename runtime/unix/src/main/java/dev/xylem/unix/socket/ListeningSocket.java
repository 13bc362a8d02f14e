package dev.xylem.unix.socket;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.OptionalLong;

/** A socket that is bound and not yet served by a {@link Listener}. Thread-safe. */
public abstract sealed class ListeningSocket implements AutoCloseable permits SocketFile, TcpSocket {
    ListeningSocket() {}

    /** Where clients find it, as text for people: a path, or a host and a port. */
    public abstract String address();

    /** Closes the socket and removes what was created for it. Idempotent. */
    @Override
    public abstract void close();

    /** The channel that accepts. */
    abstract ServerSocketChannel channel();

    /** Prepares a connection that was just accepted. */
    abstract void accepted(SocketChannel connection) throws IOException;

    /** The user id of the process at the other end, or nothing when it cannot be told. */
    abstract OptionalLong peerUid(SocketChannel connection);
}
