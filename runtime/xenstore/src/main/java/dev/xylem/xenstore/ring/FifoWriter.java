package dev.xylem.xenstore.ring;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes port numbers into a FIFO that may come and go, and never waits for whoever reads it: as long as that many octets of
 * earlier signals are unread, nothing is added. A signal says "look", so an unread one says it as well. Thread-safe.
 */
final class FifoWriter implements AutoCloseable {
    /** How long a FIFO is used before somebody looks whether another one has taken its place. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int FILE_TYPE = 0xF000;
    private static final int FIFO_TYPE = 0x1000;

    private final Path path;
    private final int backlog;
    private @Nullable Open open;
    private long lookedAt = System.nanoTime() - LOOK_NANOS;
    private boolean closed;

    /** A FIFO that is open; closing what reads closes the descriptor. */
    private record Open(Object identity, RandomAccessFile file, FileInputStream pending) {}

    /**
     * @param path of the FIFO; it need not exist
     * @param backlog octets of unread signals from which on no more are written; fewer than a pipe takes
     */
    FifoWriter(Path path, int backlog) {
        this.path = path;
        this.backlog = backlog;
    }

    /** Whether there is a FIFO, and no other file, at a path. */
    static boolean isFifo(Path path) {
        try {
            return Files.getAttribute(path, "unix:mode") instanceof Integer mode && (mode & FILE_TYPE) == FIFO_TYPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException none) {
            return false;
        }
    }

    /** Writes a port number, unless nobody reads. */
    synchronized void write(int port) {
        Open fifo = current();
        if (fifo == null) {
            return;
        }
        try {
            if (fifo.pending().available() < backlog) {
                fifo.file()
                        .write(ByteBuffer.allocate(Integer.BYTES)
                                .order(ByteOrder.nativeOrder())
                                .putInt(port)
                                .array());
            }
        } catch (IOException broken) {
            forget();
        }
    }

    private @Nullable Open current() {
        long now = System.nanoTime();
        if (closed || now - lookedAt < LOOK_NANOS) {
            return open;
        }
        lookedAt = now;
        Open present = open;
        Object identity = identity();
        if (present != null && present.identity().equals(identity)) {
            return present;
        }
        forget();
        if (identity != null) {
            open = open(identity);
        }
        return open;
    }

    /** What tells this FIFO from others, or null when there is none. A directory without it is asked without an exception. */
    private @Nullable Object identity() {
        if (!path.toFile().exists() || !isFifo(path)) {
            return null;
        }
        try {
            return Files.getAttribute(path, "unix:ino");
        } catch (IOException gone) {
            return null;
        }
    }

    /** Opened for both directions, which neither waits for a reader nor breaks when there is none. */
    private @Nullable Open open(Object identity) {
        File fifo = path.toFile();
        try {
            RandomAccessFile file = new RandomAccessFile(fifo, "rw");
            try {
                return new Open(identity, file, new FileInputStream(file.getFD()));
            } catch (IOException failed) {
                file.close();
                return null;
            }
        } catch (IOException denied) {
            return null;
        }
    }

    private void forget() {
        Open former = open;
        open = null;
        if (former != null) {
            try {
                former.pending().close();
                former.file().close();
            } catch (IOException harmless) {
                // The descriptor is gone either way.
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        forget();
    }
}
