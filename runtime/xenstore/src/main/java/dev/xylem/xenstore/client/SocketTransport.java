package dev.xylem.xenstore.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Unix-domain socket. The channel does not block, because a blocking one is closed when a thread in it is interrupted:
 * the connection belongs to all threads.
 */
final class SocketTransport implements Transport {
    private final Path path;
    private final SocketChannel channel;
    private final Selector readable;

    /** Only for writes that find the socket full. */
    private @Nullable Selector writable;

    private boolean closed;

    private SocketTransport(Path path, SocketChannel channel, Selector readable) {
        this.path = path;
        this.channel = channel;
        this.readable = readable;
    }

    static SocketTransport connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            Selector readable = Selector.open();
            channel.register(readable, SelectionKey.OP_READ);
            return new SocketTransport(path, channel, readable);
        } catch (IOException failed) {
            channel.close();
            throw new IOException(
                    "no XenStore server answers on the socket " + path + ": " + failed.getMessage(), failed);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            while (true) {
                readable.select();
                readable.selectedKeys().clear();
                int octets = channel.read(into);
                if (octets != 0) {
                    return octets;
                }
            }
        } catch (ClosedSelectorException | ClosedChannelException closing) {
            return -1;
        }
    }

    @Override
    public void write(ByteBuffer messages, long nanos) throws IOException {
        channel.write(messages);
        if (!messages.hasRemaining() || nanos <= 0) {
            return;
        }
        // An interrupted thread would not wait; whose request this is learns of the interrupt where it waits for the
        // reply.
        boolean interrupted = Thread.interrupted();
        try {
            writeWaiting(messages, nanos);
        } catch (ClosedSelectorException closing) {
            throw new AsynchronousCloseException();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeWaiting(ByteBuffer messages, long nanos) throws IOException {
        Selector room = writable();
        long deadline = System.nanoTime() + nanos;
        while (messages.hasRemaining()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            room.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            room.selectedKeys().clear();
            channel.write(messages);
        }
    }

    private synchronized Selector writable() throws IOException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (writable == null) {
            writable = Selector.open();
            channel.register(writable, SelectionKey.OP_WRITE);
        }
        return writable;
    }

    /** The channel lets go of its descriptor only when no selector has it. */
    @Override
    public synchronized void close() {
        closed = true;
        Quietly.close(channel);
        Quietly.close(readable);
        if (writable != null) {
            Quietly.close(writable);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
