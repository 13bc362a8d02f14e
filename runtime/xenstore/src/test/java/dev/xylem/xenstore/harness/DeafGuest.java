package dev.xylem.xenstore.harness;

import dev.xylem.xenstore.server.Client;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.ByteBuffer;

/** A guest that sends and does not read: its transport holds as much as a transport does, and then takes nothing more. */
final class DeafGuest {
    private static final int ROOM = 2 * Message.MAX;

    private final Client client;
    private final ByteBuffer input = Conversation.buffer(ROOM + 1024).limit(0);
    private final ByteBuffer output = Conversation.buffer(ROOM);
    private boolean blocked;

    DeafGuest(Client client) {
        this.client = client;
    }

    /** Sends what fits. */
    void send(MessageType type, int transaction, String payload) {
        send(Conversation.message(type.number(), 1, transaction, Conversation.octets(payload)));
    }

    void send(byte[] octets) {
        input.compact();
        if (input.remaining() >= octets.length) {
            input.put(octets);
        }
        input.flip();
    }

    /** Lets the server go on as far as it does for who does not read. */
    void turn() {
        if (!blocked) {
            Client.Progress progress = client.advance(input, output);
            blocked = progress == Client.Progress.SEND && output.position() > 0;
            client.keeps(input.remaining() + output.position());
        }
    }

    /** Reads everything that there is; how many octets that was. */
    long recover() {
        long read = 0;
        Client.Progress progress;
        do {
            read += output.position();
            output.clear();
            progress = client.advance(input, output);
            read += output.position();
            output.clear();
        } while (progress == Client.Progress.SEND || progress == Client.Progress.YIELD);
        blocked = false;
        client.keeps(input.remaining());
        return read;
    }
}
