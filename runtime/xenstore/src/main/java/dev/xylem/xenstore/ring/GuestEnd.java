package dev.xylem.xenstore.ring;

import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.ring.SharedPage.Stream;
import dev.xylem.xenstore.ring.SharedPage.Word;
import dev.xylem.xenstore.wire.Message;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The guest's end of a ring: octets to and from a XenStore server. One thread may read while another writes; the rest is
 * thread-safe. The server is not trusted with more than its answers: whatever it does to the page, reads and writes stay inside
 * and end in a {@link RingException}.
 *
 * <p>Whoever waits looks at the page every {@value #RECHECK_MILLIS} ms even without a signal, since signals may be lost.
 */
public final class GuestEnd implements AutoCloseable {
    private static final long RECHECK_MILLIS = 50;

    private final SharedPage page;
    private final EventChannel channel;
    private final String name;
    private final Inlet responses;
    private final Outlet requests;

    private final Object monitor = new Object();
    private volatile long signals;
    private volatile boolean closed;

    private GuestEnd(ByteBuffer page, EventChannel channel, String name) {
        this.page = new SharedPage(page);
        this.channel = channel;
        this.name = name;
        responses = new Inlet(this.page, Stream.RESPONSES, new Own.Kept());
        requests = new Outlet(this.page, Stream.REQUESTS, new Own.Kept());
        channel.onSignal(this::signalled);
    }

    /**
     * Uses a ring as it is; where the connection word says that the server has yet to come, waits for it.
     *
     * @param page 4096 octets or more of memory that is not on the heap
     * @param channel the way to the server; closed with this object
     * @param name where the ring leads to, for messages
     * @throws IOException when the server does not come in time or refuses this ring; the channel is closed then
     */
    public static GuestEnd attach(ByteBuffer page, EventChannel channel, String name, Duration patience)
            throws IOException {
        return new GuestEnd(page, channel, name).settled(patience, false);
    }

    /**
     * Asks the server to begin anew: requests and replies under way, watches and transactions are gone afterwards. Where
     * a server does not offer that, the ring is used as it is.
     *
     * @throws IOException as {@link #attach}
     */
    public static GuestEnd reattach(ByteBuffer page, EventChannel channel, String name, Duration patience)
            throws IOException {
        return new GuestEnd(page, channel, name).settled(patience, true);
    }

    private GuestEnd settled(Duration patience, boolean anew) throws IOException {
        try {
            if (anew && (features() & Domains.RECONNECTION) != 0) {
                page.set(Word.CONNECTION, SharedPage.RECONNECT);
                channel.signal();
            }
            long deadline = System.nanoTime() + patience.toNanos();
            long seen = signals;
            while (page.get(Word.CONNECTION) != SharedPage.CONNECTED) {
                if (!await(seen, deadline - System.nanoTime())) {
                    throw new IOException("no XenStore server answers on " + name + ": is the domain introduced?");
                }
                seen = signals;
            }
            refuseBroken();
            return this;
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** The feature bits of the server, see {@link Domains#FEATURES}. */
    public int features() throws RingException {
        return page.get(Word.FEATURES);
    }

    /** Octets of the longest message. */
    public int maxMessage() {
        return Message.MAX;
    }

    /**
     * Reads what is there, waiting for at least one octet. For one thread at a time.
     *
     * @return how many octets, or -1 when this end is closed
     * @throws RingException when the ring is broken or the server began anew
     * @throws InterruptedIOException when the thread is interrupted while it waits; it still is, then
     */
    public int read(ByteBuffer into) throws IOException {
        while (!closed) {
            long seen = signals;
            int read = responses.receive(into);
            if (read > 0) {
                channel.signal();
                return read;
            }
            refuseBroken();
            await(seen, Long.MAX_VALUE);
        }
        return -1;
    }

    /**
     * Writes as much as there is room for within a time; what is left stays in the buffer. For one thread at a time.
     *
     * @throws IOException when this end is closed, and as {@link #read}
     */
    public void write(ByteBuffer messages, long nanos) throws IOException {
        long deadline = System.nanoTime() + nanos;
        while (true) {
            if (closed) {
                throw new IOException("the ring " + name + " is closed");
            }
            long seen = signals;
            if (requests.send(messages) > 0) {
                channel.signal();
            }
            if (!messages.hasRemaining()) {
                return;
            }
            refuseBroken();
            if (!await(seen, deadline - System.nanoTime())) {
                return;
            }
        }
    }

    /** R-9, and a server that is about to begin anew. */
    private void refuseBroken() throws RingException {
        if ((features() & Domains.ERROR_WORD) == 0) {
            return;
        }
        int error = page.get(Word.ERROR);
        if (error != RingError.NONE.number()) {
            throw new RingException(
                    RingFault.REFUSED, RingFault.REFUSED.text() + ": " + name + " has error " + error, null);
        }
    }

    /** Waits for a signal after those that were seen, or for a while; false when there is no time left. */
    private boolean await(long seen, long nanos) throws InterruptedIOException {
        if (nanos <= 0) {
            return false;
        }
        long deadline = System.nanoTime() + Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(RECHECK_MILLIS));
        try {
            synchronized (monitor) {
                while (signals == seen && !closed) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        break;
                    }
                    TimeUnit.NANOSECONDS.timedWait(monitor, left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted while waiting on " + name);
            stopped.initCause(interrupted);
            throw stopped;
        }
        return true;
    }

    private void signalled() {
        synchronized (monitor) {
            signals++;
            monitor.notifyAll();
        }
    }

    /** Wakes who waits, and closes the channel. The page stays as it is. Idempotent. */
    @Override
    public void close() {
        closed = true;
        signalled();
        channel.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
