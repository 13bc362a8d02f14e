package dev.xylem.unix.socket;

import java.nio.ByteBuffer;

/**
 * What one connection speaks. Every method is called on the event loop's thread, so an implementation needs no lock of
 * its own for what only these methods touch; none may block.
 */
public interface Protocol {
    /** What the connection shall do next. */
    enum Step {
        /** All whole messages are answered and nothing else is to be said: read on. */
        READ,
        /** There is more to say or to answer, but no room: send, then ask again. Nothing is read meanwhile. */
        SEND,
        /** Take nothing more from the peer before {@link Connection#wake()}. */
        PAUSE,
        /** Send what is in the output, then end the connection. */
        CLOSE
    }

    /**
     * Takes whole messages off the input and appends what is to be sent to the output. Called when octets have arrived,
     * when earlier output has been sent, and after {@link Connection#wake()}; the input may be empty.
     *
     * @param input octets received so far and not yet consumed, between position and limit. What is left stays for the
     *     next call. An implementation must consume at least one octet, or return something else than
     *     {@link Step#READ}, when the input is full
     * @param output empty or partly filled, with at least {@link Step#SEND} worth of progress possible when empty
     */
    Step advance(ByteBuffer input, ByteBuffer output);

    /**
     * Says how much is kept for this connection from now on: octets received and not consumed, and octets that the peer has
     * not taken. Called when that has changed, after {@link #advance} or when a part of the output was sent. Does nothing unless
     * overridden.
     */
    default void keeps(int octets) {}

    /** The connection has ended, for whatever reason. The last call. */
    void closed();

    /** Makes the protocol's state for a new connection. Called on the event loop's thread. */
    @FunctionalInterface
    interface Factory {
        /** Never reads or writes: the connection is not served before this returns. */
        Protocol connected(Connection connection);
    }
}
