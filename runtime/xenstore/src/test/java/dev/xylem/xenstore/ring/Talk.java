package dev.xylem.xenstore.ring;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A guest that talks over a ring and waits for answers, in any process. Bars in texts stand for NULs. */
public final class Talk implements AutoCloseable {
    private static final int WATCH_EVENT = 15;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    private final GuestEnd end;
    private final ByteBuffer received =
            ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder()).limit(0);
    private final ArrayDeque<String> events = new ArrayDeque<>();
    private int requests;

    public Talk(GuestEnd end) {
        this.end = end;
    }

    /** Over the file of a domain, beginning anew or not. */
    public static Talk over(Path directory, int domain, int port, boolean anew) throws IOException {
        Path file = directory.resolve("ring-" + domain);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer page = channel.map(MapMode.READ_WRITE, 0, 4096);
            FifoChannel signals = FifoChannel.open(directory, port);
            String name = file.toString();
            return new Talk(
                    anew
                            ? GuestEnd.reattach(page, signals, name, Guests.PATIENCE)
                            : GuestEnd.attach(page, signals, name, Guests.PATIENCE));
        }
    }

    /** Sends a request and waits for nothing. */
    public void send(int type, int transaction, String payload) throws IOException {
        ByteBuffer message = RingGuest.message(type, ++requests, transaction, payload);
        end.write(message, PATIENCE);
        if (message.hasRemaining()) {
            throw new IOException("the server does not take a request");
        }
    }

    /** The next reply. Events are kept apart. */
    public String reply() throws IOException {
        while (true) {
            String payload = next();
            if (payload != null) {
                return payload;
            }
        }
    }

    /** The next event, waiting for it. */
    public String event() throws IOException {
        while (events.isEmpty()) {
            if (next() != null) {
                throw new IOException("a reply to no request");
            }
        }
        return events.remove();
    }

    public String ask(int type, String payload) throws IOException {
        return ask(type, 0, payload);
    }

    public String ask(int type, int transaction, String payload) throws IOException {
        send(type, transaction, payload);
        return reply();
    }

    private @Nullable String next() throws IOException {
        fill(16);
        int type = received.getInt();
        received.getLong();
        byte[] payload = new byte[received.getInt()];
        fill(payload.length);
        received.get(payload);
        String text = new String(payload, StandardCharsets.ISO_8859_1).replace('\0', '|');
        if (type == WATCH_EVENT) {
            events.add(text);
            return null;
        }
        return text;
    }

    private void fill(int octets) throws IOException {
        if (received.remaining() >= octets) {
            return;
        }
        received.compact();
        while (received.position() < octets) {
            if (end.read(received) < 0) {
                throw new EOFException("the ring is closed");
            }
        }
        received.flip();
    }

    @Override
    public void close() {
        end.close();
    }
}
