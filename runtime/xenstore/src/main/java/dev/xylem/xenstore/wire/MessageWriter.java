package dev.xylem.xenstore.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message after the other into a buffer. What does not fit into a message is noticed and never written:
 * {@link #end} says so, and the message can be begun again as an error. Not thread-safe.
 */
public final class MessageWriter {
    private static final byte[] OK = {'O', 'K', 0};

    private ByteBuffer output;
    private int start;
    private boolean tooLong;

    /** A writer that appends to a buffer in native byte order. */
    public MessageWriter(ByteBuffer output) {
        this.output = output;
    }

    /** Goes on with another buffer. */
    public void into(ByteBuffer buffer) {
        output = buffer;
    }

    /** Whether the longest message fits, so that {@link #begin} may be called. */
    public boolean hasRoom() {
        return output.remaining() >= Message.MAX;
    }

    /** Begins a message. */
    public void begin(MessageType type, int requestId, int transactionId) {
        start = output.position();
        tooLong = false;
        output.putInt(type.number()).putInt(requestId).putInt(transactionId).putInt(0);
    }

    /** Appends octets. */
    public void octets(byte[] octets) {
        if (fits(octets.length)) {
            output.put(octets);
        }
    }

    /** Appends a text of ASCII characters, without a NUL. */
    public void text(String text) {
        octets(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Appends a NUL. */
    public void nul() {
        if (fits(1)) {
            output.put((byte) 0);
        }
    }

    /** Appends the payload of a success that has nothing to say (W-7). */
    public void ok() {
        octets(OK);
    }

    /** Octets of the payload so far. */
    public int length() {
        return output.position() - start - Message.HEADER;
    }

    /** Ends the message. False when it grew too long (W-8): then it is gone. */
    public boolean end() {
        if (tooLong) {
            abandon();
            return false;
        }
        output.putInt(start + 12, length());
        return true;
    }

    /** Takes back the message that was begun. */
    public void abandon() {
        output.position(start);
    }

    /** A whole error message (W-4, W-9). */
    public void error(String errno, int requestId, int transactionId) {
        begin(MessageType.ERROR, requestId, transactionId);
        text(errno);
        nul();
        end();
    }

    /** A whole watch event; false, and nothing written, when it would be too long (W-8). */
    public boolean event(String path, byte[] token) {
        begin(MessageType.WATCH_EVENT, 0, 0);
        text(path);
        nul();
        octets(token);
        nul();
        return end();
    }

    private boolean fits(int octets) {
        tooLong |= length() + octets > Message.MAX_PAYLOAD;
        return !tooLong;
    }
}
