package dev.xylem.benchmarks.guest;

import dev.xylem.xenstore.client.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts how often somebody on a connection has to wait for the other end. Replies are held back until all requests so far are answered
 * and no further one comes: whoever can send without an answer has done so by then. So each release of replies is one round trip,
 * however fast the other end is.
 */
final class CountingConnection implements Transport {
    private static final int HEADER = 16;
    private static final int LENGTH_AT = 12;
    private static final int EVENT = 15;
    private static final int OCTETS = 1 << 17;
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(10);

    private final Transport transport;
    private final ByteBuffer received = buffer();
    private final ByteBuffer passed = buffer().limit(0);
    private int parsed;
    private volatile int answers;
    private volatile int requests;
    private volatile int roundTrips;
    private volatile long written;

    CountingConnection(Transport transport) {
        this.transport = transport;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(OCTETS).order(ByteOrder.nativeOrder());
    }

    int roundTrips() {
        return roundTrips;
    }

    int requests() {
        return requests;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!passed.hasRemaining() && !receive()) {
            return -1;
        }
        int octets = Math.min(into.remaining(), passed.remaining());
        into.put(passed.slice().limit(octets));
        passed.position(passed.position() + octets);
        return octets;
    }

    private boolean receive() throws IOException {
        int before = answers;
        do {
            if (transport.read(received) < 0) {
                return false;
            }
            count();
        } while (answers < requests || !quiet());
        if (answers > before) {
            roundTrips = roundTrips + 1;
        }
        passed.clear();
        passed.put(received.flip()).flip();
        received.clear();
        parsed = 0;
        return true;
    }

    /** Waits until nothing has been sent for a while; false when something was. */
    private boolean quiet() {
        int seen = requests;
        for (long left = QUIET; left > 0; left = written + QUIET - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (requests != seen) {
                return false;
            }
        }
        return true;
    }

    /** Counts the whole messages that are replies; what is released ends with a whole message, or goes on with the next release. */
    private void count() {
        while (received.position() - parsed >= HEADER
                && received.position() - parsed >= HEADER + received.getInt(parsed + LENGTH_AT)) {
            if (received.getInt(parsed) != EVENT) {
                answers = answers + 1;
            }
            parsed += HEADER + received.getInt(parsed + LENGTH_AT);
        }
    }

    @Override
    public void write(ByteBuffer messages, long nanos) throws IOException {
        ByteBuffer whole = messages.duplicate().order(messages.order());
        int sent = requests;
        while (whole.remaining() >= HEADER) {
            sent++;
            whole.position(whole.position() + HEADER + whole.getInt(whole.position() + LENGTH_AT));
        }
        requests = sent;
        written = System.nanoTime();
        transport.write(messages, nanos);
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return transport.toString();
    }
}
