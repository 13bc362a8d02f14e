package dev.xylem.xenstore.ring;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A guest's event channel made of FIFOs, the way a {@link FileHypervisor} has them: signals go to {@code evt}, those of the
 * server come from {@code notify-<port>}. Thread-safe.
 */
public final class FifoChannel implements EventChannel {
    /** Many guests write to one FIFO, so others' unread signals must not keep ours out. Half of what a pipe takes. */
    private static final int BACKLOG = 32 * 1024;

    private final int port;
    private final FifoWriter writer;
    private final @Nullable FifoReader reader;
    private volatile Runnable signalled = () -> {};

    private FifoChannel(Path directory, int port) throws IOException {
        this.port = port;
        Path notify = directory.resolve("notify-" + Integer.toUnsignedString(port));
        reader = FifoWriter.isFifo(notify) ? FifoReader.start(notify, ignored -> signalled.run()) : null;
        writer = new FifoWriter(directory.resolve("evt"), BACKLOG);
    }

    /**
     * Opens the channel of a port. Where {@code notify-<port>} does not exist, the server's signals are not heard.
     *
     * @param directory that of the rings
     * @throws IOException when the FIFO that exists cannot be opened
     */
    public static FifoChannel open(Path directory, int port) throws IOException {
        return new FifoChannel(directory, port);
    }

    @Override
    public void signal() {
        writer.write(port);
    }

    @Override
    public void onSignal(Runnable handler) {
        signalled = handler;
    }

    @Override
    public void close() {
        signalled = () -> {};
        FifoReader listening = reader;
        if (listening != null) {
            listening.close();
        }
        writer.close();
    }
}
