package dev.xylem.unix.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection. {@link #wake()} and {@link #close()} may be called from any thread; the
 * rest belongs to the event loop's thread.
 */
public final class Connection {
    /** A remainder up to this size, in octets, keeps its array for the next one: a header that came alone, usually. */
    private static final int KEPT_REMAINDER = 128;

    private static final byte[] NOTHING = {};

    private final EventLoop loop;
    private final SocketChannel channel;
    private final ListeningSocket socket;
    private final Runnable wakeTask = this::woken;
    private final AtomicBoolean wakePending = new AtomicBoolean();

    private @Nullable Protocol protocol;
    private @Nullable SelectionKey key;

    /** What the selector has been told to report. */
    private int interest;

    private Protocol.Step step = Protocol.Step.READ;

    /** Octets received and not consumed. */
    private byte[] remainder = NOTHING;

    private int remainderLength;

    /** Octets to be sent before anything else happens on this connection; empty most of the time. */
    private byte[] unsent = NOTHING;

    private int unsentFrom;

    /** What the protocol was told last. */
    private int told;

    private boolean ended;

    Connection(EventLoop loop, SocketChannel channel, ListeningSocket socket) {
        this.loop = loop;
        this.channel = channel;
        this.socket = socket;
    }

    /** The user id of the process at the other end, or nothing when it cannot be told. Looked up at each call. */
    public OptionalLong peerUid() {
        return socket.peerUid(channel);
    }

    /**
     * Has {@link Protocol#advance} called soon, also when it asked for a pause; when output is still unsent, it is
     * called afterwards. Calls that come before it runs are one. Thread-safe, never blocks.
     */
    public void wake() {
        if (!wakePending.get() && !wakePending.getAndSet(true)) {
            loop.execute(wakeTask);
        }
    }

    /** Ends the connection; unsent output is lost. Thread-safe, idempotent. */
    public void close() {
        loop.execute(this::end);
    }

    void start(Protocol spoken, SelectionKey registered) {
        protocol = spoken;
        key = registered;
        interest = registered.interestOps();
    }

    /** Called when the selector reports the channel. */
    void selected() {
        if (ended) {
            return;
        }
        try {
            if (isSending()) {
                advance();
            } else {
                receive();
            }
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    /** Serves what has been received, if it is time to; false when there is nothing. */
    boolean poll() {
        if (ended || interest != SelectionKey.OP_READ) {
            return false;
        }
        try {
            return receive();
        } catch (RuntimeException | Error failure) {
            failed(failure);
            return true;
        }
    }

    /** Whatever goes wrong with one connection, memory for what has to be kept included, costs that one only. */
    private void failed(Throwable failure) {
        loop.failed("a connection failed and is closed", failure);
        end();
    }

    /** False when nothing came. */
    private boolean receive() {
        ByteBuffer input = loop.input().clear();
        if (remainderLength > 0) {
            input.put(remainder, 0, remainderLength);
        }
        int received;
        try {
            received = channel.read(input);
        } catch (IOException peerGone) {
            received = -1;
        }
        if (received > 0) {
            serve(input.flip());
        } else if (received < 0) {
            end();
        }
        return received != 0;
    }

    private void woken() {
        wakePending.set(false);
        if (ended || isSending()) {
            return;
        }
        try {
            advance();
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    /** Sends what is unsent and, once it is gone, lets the protocol go on with what has been received already. */
    private void advance() {
        if (ended || !sendUnsent()) {
            tell();
            return;
        }
        if (step == Protocol.Step.CLOSE) {
            end();
            return;
        }
        serve(loop.input().clear().put(remainder, 0, remainderLength).flip());
    }

    private void serve(ByteBuffer input) {
        ByteBuffer output = loop.output();
        do {
            output.clear();
            try {
                step = speak(input, output);
            } catch (RuntimeException | Error failure) {
                loop.failed("a connection's protocol failed; the connection is closed", failure);
                end();
                return;
            }
        } while (send(output.flip()) && step == Protocol.Step.SEND);
        if (ended) {
            return;
        }
        keepRemainder(input);
        tell();
        if (step == Protocol.Step.CLOSE && !isSending()) {
            end();
        } else {
            listen();
        }
    }

    /** Tells the protocol how much is kept for it, when that has changed. */
    private void tell() {
        int kept = remainderLength + unsent.length - (isSending() ? unsentFrom : 0);
        Protocol spoken = protocol;
        if (kept != told && spoken != null && !ended) {
            told = kept;
            spoken.keeps(kept);
        }
    }

    private Protocol.Step speak(ByteBuffer input, ByteBuffer output) {
        Protocol spoken = protocol;
        if (spoken == null) {
            return Protocol.Step.CLOSE;
        }
        int available = input.remaining();
        Protocol.Step next = spoken.advance(input, output);
        boolean stuck = input.remaining() == available && output.position() == 0;
        if (stuck && (next == Protocol.Step.SEND || next == Protocol.Step.READ && available == input.capacity())) {
            throw new IllegalStateException(spoken.getClass().getName() + " neither consumes nor answers");
        }
        return next;
    }

    private boolean isSending() {
        return unsent.length > 0;
    }

    /** Sends the filled part; keeps what the peer does not take. False when something was kept or the peer is gone. */
    private boolean send(ByteBuffer output) {
        if (!output.hasRemaining()) {
            return true;
        }
        try {
            channel.write(output);
        } catch (IOException peerGone) {
            end();
            return false;
        }
        if (output.hasRemaining()) {
            unsent = new byte[output.remaining()];
            unsentFrom = 0;
            output.get(unsent);
            return false;
        }
        return true;
    }

    private boolean sendUnsent() {
        if (!isSending()) {
            return true;
        }
        ByteBuffer output = loop.output().clear();
        output.put(unsent, unsentFrom, unsent.length - unsentFrom).flip();
        try {
            unsentFrom += channel.write(output);
        } catch (IOException peerGone) {
            end();
            return false;
        }
        if (unsentFrom < unsent.length) {
            return false;
        }
        unsent = NOTHING;
        return true;
    }

    private void keepRemainder(ByteBuffer input) {
        int length = input.remaining();
        remainderLength = length;
        if (length == 0 && remainder.length <= KEPT_REMAINDER) {
            return;
        }
        if (remainder.length < length) {
            remainder = new byte[Math.max(length, KEPT_REMAINDER)];
        } else if (remainder.length > KEPT_REMAINDER && length <= KEPT_REMAINDER) {
            remainder = length == 0 ? NOTHING : new byte[KEPT_REMAINDER];
        }
        input.get(remainder, 0, length);
    }

    private void listen() {
        int wanted = isSending() ? SelectionKey.OP_WRITE : step == Protocol.Step.PAUSE ? 0 : SelectionKey.OP_READ;
        if (interest == wanted) {
            return;
        }
        SelectionKey registered = key;
        if (registered != null && registered.isValid()) {
            registered.interestOps(wanted);
            interest = wanted;
        }
    }

    /** Ends the connection on the loop's thread. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        remainder = NOTHING;
        remainderLength = 0;
        unsent = NOTHING;
        try {
            channel.close();
        } catch (IOException harmless) {
            // The descriptor is gone either way.
        }
        loop.ended(this);
        Protocol spoken = protocol;
        if (spoken != null) {
            try {
                spoken.closed();
            } catch (RuntimeException | Error failure) {
                loop.failed("a protocol failed while its connection ended", failure);
            }
        }
    }
}
