package dev.xylem.xenstore.twin;

import dev.xylem.xenstore.ring.FifoChannel;
import dev.xylem.xenstore.ring.GuestEnd;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A connection to a server that may be silent, or go away. Bars in texts stand for NULs. */
abstract class Line implements AutoCloseable {
    /** How long a server may take. It ends what hangs, and measures nothing. */
    private static final long PATIENCE_SECONDS = 20;

    private static final ScheduledThreadPoolExecutor WATCHDOG = watchdog();

    private final ByteBuffer received =
            ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder()).limit(0);
    private final List<String> events = new ArrayList<>();
    private int requests;

    private static ScheduledThreadPoolExecutor watchdog() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "twin-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** One on a socket. */
    static Line socket(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        return new Line() {
            @Override
            int read(ByteBuffer into) throws IOException {
                return channel.read(into);
            }

            @Override
            void readNow(ByteBuffer into) throws IOException {
                channel.configureBlocking(false);
                channel.read(into);
                channel.configureBlocking(true);
            }

            @Override
            void write(ByteBuffer octets) throws IOException {
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** One on the ring of a domain that is introduced. */
    static Line ring(Path rings, int domain, int port) throws IOException {
        Path file = rings.resolve("ring-" + domain);
        try (FileChannel page = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = page.map(FileChannel.MapMode.READ_WRITE, 0, Side.PAGE);
            GuestEnd end = GuestEnd.attach(
                    memory, FifoChannel.open(rings, port), file.toString(), Duration.ofSeconds(PATIENCE_SECONDS));
            return new Line() {
                @Override
                int read(ByteBuffer into) throws IOException {
                    return end.read(into);
                }

                @Override
                void write(ByteBuffer octets) throws IOException {
                    end.write(octets, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
                }

                @Override
                public void close() {
                    end.close();
                }
            };
        }
    }

    abstract int read(ByteBuffer into) throws IOException;

    abstract void write(ByteBuffer octets) throws IOException;

    @Override
    public abstract void close() throws IOException;

    private static byte[] octets(String text) {
        return text.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a request and returns the reply; a message that is no reply to it is one to nothing. */
    Answer ask(int type, int transaction, String payload) {
        try {
            return await(send(type, transaction, payload), type, transaction);
        } catch (IOException gone) {
            return Answer.none(gone.toString());
        }
    }

    /** Sends a request; its number. */
    int send(int type, int transaction, String payload) throws IOException {
        byte[] octets = octets(payload);
        write(ByteBuffer.allocate(Message.HEADER + octets.length)
                .order(ByteOrder.nativeOrder())
                .putInt(type)
                .putInt(++requests)
                .putInt(transaction)
                .putInt(octets.length)
                .put(octets)
                .flip());
        return requests;
    }

    /** The reply to a request; events on the way are kept. */
    Answer await(int request, int type, int transaction) throws IOException {
        ScheduledFuture<?> end = WATCHDOG.schedule(this::hangUp, PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            while (true) {
                fill(Message.HEADER);
                int answered = received.getInt();
                int number = received.getInt();
                int inside = received.getInt();
                byte[] payload = new byte[received.getInt()];
                fill(payload.length);
                received.get(payload);
                String text = new String(payload, StandardCharsets.ISO_8859_1).replace('\0', '|');
                if (answered == MessageType.WATCH_EVENT.number()) {
                    events.add(text);
                } else if (number == request
                        && (inside == transaction || inside == 0 && isWatching(type))
                        && (answered == type || answered == MessageType.ERROR.number())) {
                    // D-30: so that the text is compared all the same.
                    return new Answer(answered, text, inside != transaction);
                } else {
                    return Answer.none("a reply to nothing, type " + answered + " " + text);
                }
            }
        } finally {
            end.cancel(false);
        }
    }

    /** Whether there is something to receive, on a socket. */
    boolean hasReceived() throws IOException {
        received.compact();
        try {
            readNow(received);
        } finally {
            received.flip();
        }
        return received.hasRemaining();
    }

    /** Takes what there is, and waits for nothing. */
    void readNow(ByteBuffer into) throws IOException {
        throw new IOException("this is no socket");
    }

    private static boolean isWatching(int type) {
        return type == MessageType.WATCH.number() || type == MessageType.UNWATCH.number();
    }

    /** Ends the connection, whoever waits for it. Any thread. */
    final void hangUp() {
        try {
            close();
        } catch (IOException harmless) {
            // It is over either way.
        }
    }

    private void fill(int octets) throws IOException {
        if (received.remaining() >= octets) {
            return;
        }
        received.compact();
        while (received.position() < octets) {
            if (read(received) < 0) {
                throw new IOException("the connection ended");
            }
        }
        received.flip();
    }

    /** The events that came since the last call. */
    List<String> takeEvents() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
