package dev.xylem.xenstore;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A plain client on a socket, as libxenstore is: blocking, one request at a time, or as many as one likes. */
final class SocketClient implements Closeable {
    static final int DIRECTORY = 1;
    static final int READ = 2;
    static final int WATCH = 4;
    static final int WRITE = 11;
    private static final int WATCH_EVENT = 15;

    private final SocketChannel channel;
    private final ByteBuffer received =
            ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder()).limit(0);
    private final ArrayDeque<String> events = new ArrayDeque<>();

    SocketClient(String address) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(address));
    }

    static ByteBuffer request(int type, String payload) {
        byte[] octets = payload.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(16 + octets.length)
                .order(ByteOrder.nativeOrder())
                .putInt(type)
                .putInt(0)
                .putInt(0)
                .putInt(octets.length)
                .put(octets)
                .flip();
    }

    void send(ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** The next message: its payload with bars for NULs. Events are kept apart. */
    String reply() throws IOException {
        while (true) {
            String payload = next();
            if (payload != null) {
                return payload;
            }
        }
    }

    /** The next event, waiting for it. */
    String event() throws IOException {
        while (events.isEmpty()) {
            if (next() != null) {
                throw new IOException("a reply to no request");
            }
        }
        return events.remove();
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
            if (channel.read(received) < 0) {
                throw new EOFException("the server ended the connection");
            }
        }
        received.flip();
    }

    String ask(int type, String payload) throws IOException {
        send(request(type, payload));
        return reply();
    }

    /** Reads nothing, and sends what the server takes without waiting; true when it takes no more. */
    boolean flood(ByteBuffer octets, int attempts) throws IOException {
        channel.configureBlocking(false);
        for (int i = 0; i < attempts; i++) {
            if (!octets.hasRemaining()) {
                octets.rewind();
            }
            if (channel.write(octets) == 0) {
                Thread.onSpinWait();
            }
        }
        boolean full = octets.hasRemaining() && channel.write(octets) == 0;
        channel.configureBlocking(true);
        return full;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
