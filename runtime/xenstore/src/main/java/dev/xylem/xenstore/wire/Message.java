package dev.xylem.xenstore.wire;

import java.nio.ByteBuffer;

/**
 * The message received last: header words and payload. One object is filled again and again, so that receiving costs no
 * memory. Not thread-safe.
 */
public final class Message {
    /** Octets of a header. */
    public static final int HEADER = 16;
    /** Octets that a payload may have, in both directions (W-2). */
    public static final int MAX_PAYLOAD = 4096;
    /** Octets of the longest message. */
    public static final int MAX = HEADER + MAX_PAYLOAD;

    /** What {@link #take} found. */
    public enum Found {
        /** Less than a message: nothing was consumed. */
        PART,
        /** A message; it was consumed. */
        WHOLE,
        /** A header that announces too much (W-2): the connection cannot go on. Nothing was consumed. */
        TOO_LONG
    }

    private final byte[] payload = new byte[MAX_PAYLOAD];
    private int type;
    private int requestId;
    private int transactionId;
    private int length;

    /** A message without content. */
    public Message() {}

    /**
     * Takes one message off a buffer. The length is looked at as an unsigned number (W-3), before anything is copied.
     *
     * @param input octets in the host's byte order; its order must be {@link java.nio.ByteOrder#nativeOrder}
     */
    public Found take(ByteBuffer input) {
        int available = input.remaining();
        if (available < HEADER) {
            return Found.PART;
        }
        int start = input.position();
        int announced = input.getInt(start + 12);
        if (Integer.compareUnsigned(announced, MAX_PAYLOAD) > 0) {
            return Found.TOO_LONG;
        }
        if (available - HEADER < announced) {
            return Found.PART;
        }
        type = input.getInt(start);
        requestId = input.getInt(start + 4);
        transactionId = input.getInt(start + 8);
        length = announced;
        input.position(start + HEADER);
        input.get(payload, 0, announced);
        return Found.WHOLE;
    }

    /** The first word: what the message is about. */
    public int type() {
        return type;
    }

    /** The second word, unsigned: chosen by the client, returned with the reply. */
    public int requestId() {
        return requestId;
    }

    /** The third word, unsigned: the transaction, or 0. */
    public int transactionId() {
        return transactionId;
    }

    /** Octets of the payload, 0 to {@link #MAX_PAYLOAD}. */
    public int length() {
        return length;
    }

    /** The payload's octets; those from {@link #length} on belong to earlier messages. Valid until the next message. */
    public byte[] payload() {
        return payload;
    }
}
