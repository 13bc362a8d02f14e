package dev.xylem.xenstore.server;

import dev.xylem.store.Caller;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's end of a connection without a transport: octets in, messages out. */
public final class Conversation implements AutoCloseable {
    /** One message from the server. */
    public record Reply(int type, int requestId, int transactionId, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.ISO_8859_1).replace('\0', '|');
        }

        public boolean isEvent() {
            return type == MessageType.WATCH_EVENT.number();
        }

        @Override
        public String toString() {
            MessageType known = MessageType.of(type);
            return (known == null ? "type " + type : known.name()) + " " + text();
        }
    }

    public static final int OUTPUT = 64 * 1024;

    private final Client client;
    private final AtomicInteger wakes;
    private final ByteBuffer input = buffer(1 << 20).limit(0);
    private final ByteBuffer output;
    private final ArrayDeque<Reply> events = new ArrayDeque<>();
    private int requests;
    public Client.Progress progress = Client.Progress.RECEIVE;

    private Conversation(Client client, AtomicInteger wakes, int outputSize) {
        this.client = client;
        this.wakes = wakes;
        this.output = buffer(outputSize);
    }

    public static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    public static Store store() {
        return Store.builder(new XenAccess()).build();
    }

    public static Conversation with(XenstoreServer server, Caller caller, int outputSize) {
        return with(server, caller, Domains.FEATURES, outputSize);
    }

    public static Conversation with(XenstoreServer server, Caller caller, int features, int outputSize) {
        AtomicInteger wakes = new AtomicInteger();
        return new Conversation(server.connect(caller, features, wakes::incrementAndGet), wakes, outputSize);
    }

    /** A conversation of domain 0. */
    public static Conversation with(Store store) {
        return with(new XenstoreServer(store), store.access().owner(), OUTPUT);
    }

    public static byte[] octets(String text) {
        return text.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] message(int type, int requestId, int transactionId, byte[] payload) {
        return buffer(Message.HEADER + payload.length)
                .putInt(type)
                .putInt(requestId)
                .putInt(transactionId)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    /** Hands octets over and returns every message that comes back. */
    public List<Reply> send(byte[] octets) {
        input.compact().put(octets).flip();
        return advance();
    }

    /** Lets the server go on and returns every message that comes back. */
    public List<Reply> advance() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        do {
            output.clear();
            progress = client.advance(input, output);
            all.writeBytes(written());
        } while (progress == Client.Progress.SEND || progress == Client.Progress.YIELD);
        return replies(all.toByteArray());
    }

    private byte[] written() {
        byte[] octets = new byte[output.position()];
        output.get(0, octets);
        return octets;
    }

    public static List<Reply> replies(byte[] octets) {
        List<Reply> replies = new ArrayList<>();
        ByteBuffer all = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        while (all.hasRemaining()) {
            int type = all.getInt();
            int requestId = all.getInt();
            int transactionId = all.getInt();
            int length = all.getInt();
            if (length < 0 || length > Message.MAX_PAYLOAD) {
                throw new AssertionError("a reply of " + length + " octets");
            }
            byte[] payload = new byte[length];
            all.get(payload);
            replies.add(new Reply(type, requestId, transactionId, payload));
        }
        return replies;
    }

    /** Asks for something; the text's bars are NULs. Returns the one reply, keeps the events. */
    public Reply ask(MessageType type, int transaction, String payload) {
        return ask(type.number(), transaction, octets(payload));
    }

    public Reply ask(int type, int transaction, byte[] payload) {
        int id = ++requests;
        List<Reply> came = send(message(type, id, transaction, payload));
        List<Reply> replies = new ArrayList<>();
        for (Reply reply : came) {
            if (reply.isEvent()) {
                events.add(reply);
            } else {
                replies.add(reply);
            }
        }
        if (replies.size() != 1) {
            throw new AssertionError("one reply expected: " + came);
        }
        Reply reply = replies.get(0);
        if (reply.requestId() != id || reply.transactionId() != transaction) {
            throw new AssertionError("W-4: reply " + reply + " does not copy the ids of the request");
        }
        if (reply.type() != type && reply.type() != MessageType.ERROR.number()) {
            throw new AssertionError("W-4: reply of type " + reply.type());
        }
        return reply;
    }

    /** The payload of the reply, or the name of the error. */
    public String text(MessageType type, int transaction, String payload) {
        String text = ask(type, transaction, payload).text();
        return text.endsWith("|") && text.startsWith("E") ? text.substring(0, text.length() - 1) : text;
    }

    public String text(MessageType type, String payload) {
        return text(type, 0, payload);
    }

    /** The events so far, as text, in their order. */
    public List<String> events() {
        for (Reply reply : advance()) {
            events.add(reply);
        }
        List<String> texts = events.stream().map(Reply::text).toList();
        events.clear();
        return texts;
    }

    public Client client() {
        return client;
    }

    /** How often the server wanted to be called although nothing was received. */
    public int wakes() {
        return wakes.get();
    }

    public int unconsumed() {
        return input.remaining();
    }

    @Override
    public void close() {
        client.close();
    }
}
