package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import dev.xylem.xenstore.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Messages on their way out: one buffer is filled while the other is written. Guarded by the connection's lock, except that
 * who holds the part of the writer has {@link #outgoing} for itself.
 */
final class Outbox {
    private static final int INITIAL = 2 * Message.MAX;

    private ByteBuffer filling = buffer(INITIAL);
    private ByteBuffer sending = buffer(INITIAL).limit(0);
    private final MessageWriter writer = new MessageWriter(filling);
    private boolean writing;

    private static ByteBuffer buffer(int octets) {
        return ByteBuffer.allocate(octets).order(ByteOrder.nativeOrder());
    }

    /** Appends a message. The connection's limit of requests bounds how much there can be. */
    void add(MessageType type, int id, int transaction, byte[] payload) {
        if (filling.remaining() < Message.MAX) {
            filling = buffer(2 * filling.capacity()).put(filling.flip());
        }
        writer.into(filling);
        writer.begin(type, id, transaction);
        writer.octets(payload);
        writer.end();
    }

    /** Takes the part of the writer; false when somebody has it, who will write these messages too. */
    boolean beginWriting() {
        if (writing) {
            return false;
        }
        writing = true;
        return true;
    }

    /** Gives the part of the writer back. */
    void endWriting() {
        writing = false;
    }

    /** What to write next, empty when there is nothing. First comes what was left the last time. */
    ByteBuffer outgoing() {
        if (!sending.hasRemaining() && filling.position() > 0) {
            ByteBuffer emptied = sending.clear();
            sending = filling.flip();
            filling = emptied;
        }
        return sending;
    }

    /** Whether octets wait and nobody writes them. */
    boolean stuck() {
        return !writing && (sending.hasRemaining() || filling.position() > 0);
    }
}
