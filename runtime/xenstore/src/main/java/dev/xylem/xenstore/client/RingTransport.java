package dev.xylem.xenstore.client;

import dev.xylem.xenstore.ring.GuestEnd;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** The guest's end of a ring. Interrupted writers go on: the message of one thread is nobody else's loss. */
public final class RingTransport implements Transport {
    private final GuestEnd ring;

    /**
     * Uses a ring, which belongs to the transport from now on. To connect again after a loss, make it with
     * {@link GuestEnd#reattach}.
     */
    public RingTransport(GuestEnd ring) {
        this.ring = ring;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return ring.read(into);
    }

    @Override
    public void write(ByteBuffer messages, long nanos) throws IOException {
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    ring.write(messages, Math.max(0, deadline - System.nanoTime()));
                    return;
                } catch (InterruptedIOException again) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int maxMessage() {
        return ring.maxMessage();
    }

    @Override
    public void close() {
        ring.close();
    }

    @Override
    public String toString() {
        return ring.toString();
    }
}
