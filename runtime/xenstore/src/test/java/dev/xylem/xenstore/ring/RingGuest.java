package dev.xylem.xenstore.ring;

import dev.xylem.xenstore.ring.SharedPage.Stream;
import dev.xylem.xenstore.ring.SimulatedHypervisor.SimulatedDomain;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guest in a domain of a {@link SimulatedMachine}: messages in and out, in one thread. Bars in texts stand for NULs. */
public final class RingGuest {
    private static final int HEADER = 16;

    /**
     * A message of the server.
     *
     * @param text the payload, with bars for NULs
     */
    public record Received(int type, int request, int transaction, String text) {
        /** Whether it is a watch event. */
        public boolean isEvent() {
            return type == MessageType.WATCH_EVENT.number();
        }

        /** The name of the error, or null. */
        public @Nullable String error() {
            return type == MessageType.ERROR.number() ? text.substring(0, text.length() - 1) : null;
        }
    }

    private final SimulatedMachine machine;
    private final SimulatedDomain domain;
    private final EventChannel channel;
    private final Outlet requests;
    private final Inlet responses;
    private final ByteBuffer received =
            ByteBuffer.allocate(1 << 20).order(ByteOrder.nativeOrder()).limit(0);
    private final ArrayDeque<String> events = new ArrayDeque<>();
    private int lastRequest;

    RingGuest(SimulatedMachine machine, SimulatedDomain domain) {
        this.machine = machine;
        this.domain = domain;
        channel = domain.channel();
        SharedPage page = new SharedPage(domain.memory().page);
        requests = new Outlet(page, Stream.REQUESTS, Own.WHEREVER);
        responses = new Inlet(page, Stream.RESPONSES, Own.WHEREVER);
    }

    /** The domain. */
    public SimulatedDomain domain() {
        return domain;
    }

    /** The page. */
    public Memory memory() {
        return domain.memory();
    }

    /** A request as it goes over the ring. */
    public static ByteBuffer message(int type, int request, int transaction, String payload) {
        byte[] octets = payload.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(HEADER + octets.length)
                .order(ByteOrder.nativeOrder())
                .putInt(type)
                .putInt(request)
                .putInt(transaction)
                .putInt(octets.length)
                .put(octets)
                .flip();
    }

    /** Puts as much into the ring as there is room for, and signals; nothing is read, and the server has not run yet. */
    public void put(ByteBuffer octets) {
        try {
            requests.send(octets);
        } catch (RingException bad) {
            throw new AssertionError(bad);
        }
        channel.signal();
    }

    /** Signals the server. */
    public void signal() {
        channel.signal();
    }

    /** Sends octets, as fast as the server takes them; replies are received meanwhile. False when it takes no more. */
    public boolean send(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            int before = octets.remaining();
            put(octets);
            machine.run();
            boolean got = receive() > 0;
            if (octets.remaining() == before && !got) {
                return false;
            }
        }
        return true;
    }

    /** Takes what is in the ring, without letting the server run. */
    private int receive() {
        received.compact();
        try {
            int octets = responses.receive(received);
            if (octets > 0) {
                channel.signal();
            }
            return octets;
        } catch (RingException bad) {
            throw new AssertionError(bad);
        } finally {
            received.flip();
        }
    }

    /** Everything that the server has to say, until it has nothing left. */
    public List<Received> receiveAll() {
        List<Received> all = new ArrayList<>();
        do {
            machine.run();
            for (Received next = next(); next != null; next = next()) {
                all.add(next);
            }
        } while (receive() > 0);
        return all;
    }

    private @Nullable Received next() {
        if (received.remaining() < HEADER
                || received.remaining() < HEADER + received.getInt(received.position() + 12)) {
            return null;
        }
        int type = received.getInt();
        int request = received.getInt();
        int transaction = received.getInt();
        byte[] payload = new byte[received.getInt()];
        received.get(payload);
        String text = new String(payload, StandardCharsets.ISO_8859_1).replace('\0', '|');
        return new Received(type, request, transaction, text);
    }

    /** Octets of a message that has not come whole. */
    public int incomplete() {
        return received.remaining();
    }

    /** Asks for something in a transaction, and returns the reply, or null when there is none. Events are kept apart. */
    public @Nullable Received ask(MessageType type, int transaction, String payload) {
        int id = ++lastRequest;
        send(message(type.number(), id, transaction, payload));
        Received reply = null;
        for (Received next : receiveAll()) {
            if (next.isEvent()) {
                events.add(next.text());
            } else if (next.request() == id && reply == null) {
                reply = next;
            } else {
                throw new AssertionError("a reply to nothing: " + next);
            }
        }
        return reply;
    }

    /** Asks for something and returns the text of the reply, the name of the error, or "(no reply)". */
    public String text(MessageType type, String payload) {
        return text(type, 0, payload);
    }

    /** The same in a transaction. */
    public String text(MessageType type, int transaction, String payload) {
        Received reply = ask(type, transaction, payload);
        if (reply == null) {
            return "(no reply)";
        }
        String error = reply.error();
        return error == null ? reply.text() : error;
    }

    /** Begins a transaction and returns its id. */
    public int begin() {
        return Integer.parseInt(text(MessageType.TRANSACTION_START, "|").replace("|", ""));
    }

    /** The events since the last time. */
    public List<String> events() {
        for (Received next : receiveAll()) {
            if (!next.isEvent()) {
                throw new AssertionError("a reply to nothing: " + next);
            }
            events.add(next.text());
        }
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** Asks the server to begin anew, as a new kernel does; whether it has. */
    public boolean reconnect() {
        received.clear().limit(0);
        events.clear();
        memory().word(Memory.CONNECTION, SharedPage.RECONNECT);
        channel.signal();
        machine.run();
        return memory().word(Memory.CONNECTION) == SharedPage.CONNECTED;
    }
}
