package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server that does what no real one does: says nothing, answers too late, in another order, with faults, or hangs up. A
 * script gets each request on the thread that sent it. In texts, bars stand for NULs.
 */
final class ScriptedServer implements Connector {
    /** What the server does with requests. */
    interface Script {
        void handle(Link link, Received request);
    }

    /** A request as it came. */
    record Received(int type, int id, int transaction, String payload) {
        boolean is(MessageType wanted) {
            return type == wanted.number();
        }

        @Override
        public String toString() {
            return MessageType.of(type) + " " + payload + (transaction == 0 ? "" : " in " + transaction);
        }
    }

    private volatile Script script;
    private volatile int maxMessage = Message.MAX;
    private volatile boolean refusing;
    private final List<Received> received = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    ScriptedServer(Script script) {
        this.script = script;
    }

    void script(Script next) {
        script = next;
    }

    /** Whether connections are refused. */
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    void maxMessage(int octets) {
        maxMessage = octets;
    }

    ClientBuilder builder() {
        return XenstoreClient.builder().connector(this).pauses(nanos -> {});
    }

    @Override
    public Transport connect() throws IOException {
        if (refusing) {
            throw new IOException("nobody there");
        }
        Link link = new Link();
        synchronized (links) {
            links.add(link);
        }
        return link;
    }

    /** The connection made last. */
    Link link() {
        synchronized (links) {
            return links.get(links.size() - 1);
        }
    }

    int connections() {
        synchronized (links) {
            return links.size();
        }
    }

    List<String> received() {
        synchronized (received) {
            return received.stream().map(Received::toString).toList();
        }
    }

    /** Waits until so many requests have come. */
    List<String> awaitReceived(int number) throws InterruptedException {
        synchronized (received) {
            while (received.size() < number) {
                received.wait();
            }
            return received();
        }
    }

    static byte[] message(int type, int id, int transaction, byte[] payload) {
        return ByteBuffer.allocate(Message.HEADER + payload.length)
                .order(ByteOrder.nativeOrder())
                .putInt(type)
                .putInt(id)
                .putInt(transaction)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    static byte[] octets(String text) {
        return text.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One connection. */
    final class Link implements Transport {
        private final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
        private byte[] rest = {};
        private volatile boolean closed;

        /** A success. */
        void reply(Received request, String payload) {
            raw(message(request.type(), request.id(), request.transaction(), octets(payload)));
        }

        void error(Received request, String errno) {
            raw(message(MessageType.ERROR.number(), request.id(), request.transaction(), octets(errno + "|")));
        }

        /** An event, with the ids that the kernel's device leaves as they are. */
        void event(String path, String token) {
            raw(message(MessageType.WATCH_EVENT.number(), 0x5EED, -1, octets(path + "|" + token + "|")));
        }

        void raw(byte[] octets) {
            toClient.add(octets);
        }

        /** Ends the connection from the server's side. */
        void hangUp() {
            raw(new byte[0]);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            try {
                while (rest.length == 0) {
                    rest = toClient.take();
                    if (rest.length == 0) {
                        closed = true;
                        return -1;
                    }
                }
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            int octets = Math.min(rest.length, into.remaining());
            into.put(rest, 0, octets);
            rest = java.util.Arrays.copyOfRange(rest, octets, rest.length);
            return octets;
        }

        @Override
        public void write(ByteBuffer messages, long nanos) throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            while (messages.hasRemaining()) {
                fromClient.write(messages.get());
                byte[] octets = fromClient.toByteArray();
                ByteBuffer whole = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
                if (octets.length >= Message.HEADER && octets.length == Message.HEADER + whole.getInt(12)) {
                    fromClient.reset();
                    handle(new Received(
                            whole.getInt(0),
                            whole.getInt(4),
                            whole.getInt(8),
                            new String(octets, 16, octets.length - 16, StandardCharsets.ISO_8859_1)
                                    .replace('\0', '|')));
                }
            }
        }

        private void handle(Received request) {
            synchronized (received) {
                received.add(request);
                received.notifyAll();
            }
            script.handle(this, request);
        }

        @Override
        public int maxMessage() {
            return maxMessage;
        }

        @Override
        public void close() {
            closed = true;
            hangUp();
        }

        @Override
        public String toString() {
            return "scripted";
        }
    }

    /** Answers everything with what most requests take for success; watches fire at once. */
    static void obliging(Link link, Received request) {
        if (request.is(MessageType.TRANSACTION_START)) {
            link.reply(request, "7|");
        } else if (request.is(MessageType.READ)) {
            link.reply(request, "value");
        } else {
            link.reply(request, "OK|");
        }
        if (request.is(MessageType.WATCH)) {
            String[] words = request.payload().split("\\|");
            link.event(words[0], words[1]);
        }
    }
}
