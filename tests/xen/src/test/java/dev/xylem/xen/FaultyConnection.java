package dev.xylem.xen;

import dev.xylem.xenstore.client.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A connection on which replies come late, or not at all. Events come as they are. */
final class FaultyConnection implements Transport {
    private static final int HEADER = 16;
    private static final int LENGTH_AT = 12;
    private static final int EVENT = 15;
    private static final int OCTETS = 1 << 16;

    private final Transport transport;
    private final AtomicInteger replies;
    private final Fault fault;
    private final ByteBuffer received = ByteBuffer.allocate(OCTETS).order(ByteOrder.nativeOrder());
    private final ByteBuffer passed = ByteBuffer.allocate(2 * OCTETS).limit(0);

    /** What becomes of a reply. */
    interface Fault {
        /**
         * Nanoseconds by which it is late, or something negative to lose it.
         *
         * @param reply which reply it is since the count began, from 0
         */
        long of(int reply);
    }

    /**
     * A faulty one over another.
     *
     * @param replies counts over all connections of a program
     */
    FaultyConnection(Transport transport, AtomicInteger replies, Fault fault) {
        this.transport = transport;
        this.replies = replies;
        this.fault = fault;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (!passed.hasRemaining()) {
            if (transport.read(received) < 0) {
                return -1;
            }
            pass();
        }
        int octets = Math.min(into.remaining(), passed.remaining());
        into.put(passed.slice().limit(octets));
        passed.position(passed.position() + octets);
        return octets;
    }

    /** Passes on the whole messages among what was received, except those that get lost. */
    private void pass() {
        received.flip();
        passed.clear();
        while (received.remaining() >= HEADER
                && received.remaining() >= HEADER + received.getInt(received.position() + LENGTH_AT)) {
            int length = HEADER + received.getInt(received.position() + LENGTH_AT);
            long late = received.getInt(received.position()) == EVENT ? 0 : fault.of(replies.getAndIncrement());
            if (late > 0) {
                LockSupport.parkNanos(late);
            }
            if (late >= 0) {
                passed.put(received.slice().limit(length));
            }
            received.position(received.position() + length);
        }
        received.compact();
        passed.flip();
    }

    @Override
    public void write(ByteBuffer messages, long nanos) throws IOException {
        transport.write(messages, nanos);
    }

    @Override
    public int maxMessage() {
        return transport.maxMessage();
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return "faulty " + transport;
    }
}
