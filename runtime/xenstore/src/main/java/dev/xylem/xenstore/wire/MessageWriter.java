package dev.xylem.xenstore.wire;

import java.nio.ByteBuffer;

/**
 * Writes one message after the other. A message is put together apart and goes into the output as a whole, at its end; one
 * that grew too long never does. Not thread-safe.
 */
public final class MessageWriter {
    private final byte[] payload = new byte[Message.MAX_PAYLOAD];
    private ByteBuffer output;
    private int type;
    private int requestId;
    private int transactionId;
    private int length;

    /** A writer that appends to a buffer in native byte order. */
    public MessageWriter(ByteBuffer output) {
        this.output = output;
    }

    /** Goes on with another buffer. */
    public void into(ByteBuffer buffer) {
        output = buffer;
    }

    /** Whether the longest message fits, so that one may be ended. */
    public boolean hasRoom() {
        return output.remaining() >= Message.MAX;
    }

    /** Begins a message; one that was begun and not ended is forgotten. */
    public void begin(MessageType about, int request, int transaction) {
        type = about.number();
        requestId = request;
        transactionId = transaction;
        length = 0;
    }

    /** Appends octets. */
    public void octets(byte[] octets) {
        int at = length;
        if (grow(octets.length)) {
            System.arraycopy(octets, 0, payload, at, octets.length);
        }
    }

    /** Appends a text; each character is one octet. */
    public void text(String text) {
        int at = length;
        int characters = text.length();
        if (grow(characters)) {
            for (int i = 0; i < characters; i++) {
                payload[at + i] = (byte) text.charAt(i);
            }
        }
    }

    /** Appends a NUL. */
    public void nul() {
        int at = length;
        if (grow(1)) {
            payload[at] = 0;
        }
    }

    /** Appends the payload of a success that has nothing to say (W-7). */
    public void ok() {
        text("OK");
        nul();
    }

    /** Octets of the payload so far; more than a message takes once it grew too long. */
    public int length() {
        return length;
    }

    /** Ends the message. False when it grew too long (W-8): then nothing was written. */
    public boolean end() {
        if (length > Message.MAX_PAYLOAD) {
            return false;
        }
        output.putInt(type).putInt(requestId).putInt(transactionId).putInt(length);
        output.put(payload, 0, length);
        return true;
    }

    /** A whole error message (W-4, W-9). */
    public void error(String errno, int request, int transaction) {
        begin(MessageType.ERROR, request, transaction);
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

    /** Makes room; false when there is none, and then for the rest of the message. */
    private boolean grow(int octets) {
        if (length > Message.MAX_PAYLOAD) {
            return false;
        }
        length = (int) Math.min((long) length + octets, Message.MAX_PAYLOAD + 1L);
        return length <= Message.MAX_PAYLOAD;
    }
}
