package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.Message;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Carries octets to a server and back. One thread reads, one thread at a time writes, both at once; {@link #close} may come
 * from any thread. Knows nothing of what the octets mean, except that a write starts and ends between messages.
 *
 * <p>{@link Transports} has those for sockets and devices; the guest's end of a ring is another.
 */
public interface Transport extends AutoCloseable {
    /**
     * Waits for octets and appends what is there, at least one.
     *
     * @param into has room
     * @return how many, or -1 at the end of the stream and after {@link #close}
     * @throws IOException when the stream broke
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Takes whole messages off a buffer. What is not taken within the time stays in the buffer, and comes first in the next
     * call; that may be the rest of a message.
     *
     * @param messages in native byte order
     * @param nanos how long to wait for room; 0 takes what can be taken at once
     * @throws MessageRefusedException when this transport does not take one message; it was removed from the buffer, and
     *     the stream goes on
     * @throws IOException when the stream broke, or is closed
     */
    void write(ByteBuffer messages, long nanos) throws IOException;

    /** Octets of the longest message that can be sent, header included. */
    default int maxMessage() {
        return Message.MAX;
    }

    /** How many requests may be without a reply at a time, whatever the client is set to. */
    default int maxInFlight() {
        return Integer.MAX_VALUE;
    }

    /** Ends the stream; a thread that waits in {@link #read} or {@link #write} returns soon. Idempotent, never throws. */
    @Override
    void close();

    /** Where this leads to, for messages: a path. */
    @Override
    String toString();
}
