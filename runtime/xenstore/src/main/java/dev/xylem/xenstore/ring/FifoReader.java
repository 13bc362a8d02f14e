package dev.xylem.xenstore.ring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntConsumer;

/** Reads port numbers from a FIFO, on a thread of its own, until it is closed. */
final class FifoReader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore");

    /** Given to the consumer in place of numbers that cannot be made out: anything may have been meant. */
    static final int UNKNOWN = 0;

    private static final int AT_ONCE = 1024;

    private final FileChannel fifo;
    private final IntConsumer ports;
    private final Path path;

    private FifoReader(Path path, FileChannel fifo, IntConsumer ports) {
        this.path = path;
        this.fifo = fifo;
        this.ports = ports;
    }

    /**
     * Starts reading.
     *
     * @param ports called on the reader's thread with each number, or {@link #UNKNOWN}; what it throws is logged
     * @throws IOException when there is no FIFO at the path, or it cannot be opened
     */
    static FifoReader start(Path path, IntConsumer ports) throws IOException {
        if (!FifoWriter.isFifo(path)) {
            throw new IOException("there is no FIFO " + path + ": make it by 'mkfifo " + path + "'");
        }
        // For both directions: so opening waits for no writer, and reading does not end with the last one.
        FileChannel fifo = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FifoReader reader = new FifoReader(path, fifo, ports);
        Thread thread = new Thread(reader::read, "xylem-signals-" + path.getFileName());
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    private void read() {
        ByteBuffer numbers = ByteBuffer.allocateDirect(AT_ONCE * Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            while (true) {
                fifo.read(numbers.clear());
                numbers.flip();
                // Four octets are written whole or not at all. Where somebody wrote fewer, nothing can be told any
                // more.
                if (numbers.limit() % Integer.BYTES != 0) {
                    tell(UNKNOWN);
                    continue;
                }
                while (numbers.hasRemaining()) {
                    tell(numbers.getInt());
                }
            }
        } catch (IOException ended) {
            if (fifo.isOpen()) {
                LOG.log(System.Logger.Level.ERROR, "cannot read " + path + ": signals are not heard any more", ended);
            }
        }
    }

    private void tell(int port) {
        try {
            ports.accept(port);
        } catch (RuntimeException | Error failed) {
            LOG.log(System.Logger.Level.ERROR, "a signal of " + path + " was lost", failed);
        }
    }

    @Override
    public void close() {
        try {
            fifo.close();
        } catch (IOException harmless) {
            // The descriptor is gone either way.
        }
    }
}
