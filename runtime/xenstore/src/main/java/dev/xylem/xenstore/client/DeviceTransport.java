package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import dev.xylem.xenstore.wire.MessageWriter;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The kernel's device, {@code /dev/xen/xenbus}. Two streams on one descriptor, because a {@code FileChannel} that waits in a
 * read keeps its writer out.
 *
 * <p>The device takes one message in each system call: what follows it in the same call is lost. It has room for 4096
 * octets with the header. WATCH is done by the kernel itself, inside the call; where it fails the call fails and there is no
 * reply. What else is asked lies in one buffer of the descriptor until a thread of the kernel has sent it, for which the call does not
 * wait: a second request would overwrite the first one, so there is none before the reply. No call on it can be interrupted or given a
 * limit of time, so closing sends a request whose answer wakes the reader; without an answer the descriptor stays open until there is
 * one.
 */
final class DeviceTransport implements Transport {
    /** Octets that the kernel keeps of a request. */
    private static final int MAX = 4096;

    /** Octets that one read asks for; the JDK takes no memory of its own for as many. */
    private static final int INPUT = 8192;

    /** What the system says, in English, and its name. In other languages all are {@code EIO}; the text tells. */
    private static final Map<String, String> ERRORS = Map.of(
            "No space left on device", "ENOSPC",
            "Cannot allocate memory", "ENOMEM",
            "Invalid argument", "EINVAL",
            "Argument list too long", "E2BIG",
            "Permission denied", "EACCES",
            "No such file or directory", "ENOENT",
            "File exists", "EEXIST");

    private final Path path;
    private final RandomAccessFile file;
    private final FileInputStream in;
    private final FileOutputStream out;
    private final byte[] received = new byte[INPUT];
    private final byte[] sent = new byte[MAX];
    private final ReentrantLock writing = new ReentrantLock();
    private boolean woken;
    private volatile boolean closed;

    private DeviceTransport(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
        this.file = file;
        in = new FileInputStream(file.getFD());
        out = new FileOutputStream(file.getFD());
    }

    /** Opens a device that exists: the mode for reading and writing would create what does not. */
    static DeviceTransport open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            return new DeviceTransport(path, file);
        } catch (IOException failed) {
            Quietly.close(file);
            throw failed;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            int octets = closed ? -1 : in.read(received, 0, Math.min(received.length, into.remaining()));
            if (octets > 0 && !closed) {
                into.put(received, 0, octets);
                return octets;
            }
        } catch (IOException failed) {
            if (!closed) {
                throw failed;
            }
        }
        if (closed) {
            Quietly.close(file);
        }
        return -1;
    }

    @Override
    public void write(ByteBuffer messages, long nanos) throws IOException {
        writing.lock();
        try {
            while (messages.hasRemaining()) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                writeOne(messages);
            }
        } finally {
            writing.unlock();
            if (closed) {
                wakeReader();
            }
        }
    }

    private void writeOne(ByteBuffer messages) throws MessageRefusedException {
        int start = messages.position();
        int requestId = messages.getInt(start + 4);
        int length = Message.HEADER + messages.getInt(start + 12);
        messages.get(sent, 0, length);
        try {
            out.write(sent, 0, length);
        } catch (IOException refused) {
            String error = ERRORS.getOrDefault(String.valueOf(refused.getMessage()), "EIO");
            throw new MessageRefusedException(requestId, error, refused);
        }
    }

    @Override
    public int maxInFlight() {
        return 1;
    }

    @Override
    public int maxMessage() {
        return MAX;
    }

    @Override
    public void close() {
        closed = true;
        wakeReader();
    }

    /** Once. While somebody writes this leaves it to him. */
    private void wakeReader() {
        if (writing.tryLock()) {
            try {
                if (!woken) {
                    woken = true;
                    ask();
                }
            } finally {
                writing.unlock();
            }
        }
    }

    private void ask() {
        ByteBuffer request = ByteBuffer.allocate(Message.MAX).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(request);
        writer.begin(MessageType.READ, -1, 0);
        writer.text("domid");
        writer.nul();
        writer.end();
        try {
            out.write(request.array(), 0, request.position());
        } catch (IOException broken) {
            // Then the reader's call fails too, or has failed.
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
