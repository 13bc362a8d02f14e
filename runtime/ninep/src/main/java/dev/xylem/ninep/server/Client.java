package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.LaterException;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The state of one connection, whatever carries it: dialect, size of messages, fids, requests that wait. Belongs to the
 * server's thread.
 */
public final class Client implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.xylem.ninep");

    /** What the transport shall do next. */
    public enum Progress {
        /** Everything is answered that can be: receive more. */
        RECEIVE,
        /** The output is full: send it, then go on. */
        SEND,
        /** Receive nothing before the next wake-up: too much waits already. */
        PAUSE,
        /** The client broke the protocol: send the output, then disconnect. */
        DISCONNECT
    }

    private final NinepServer server;
    private final Limits limits;
    private final Counters counters;
    private final Peer peer;
    private final Runnable wake;
    private final Queue<Fid> woken = new ConcurrentLinkedQueue<>();
    private final Backlog backlog;
    private final Call call;
    private Fids fids;
    private Dialect dialect = Dialect.PLAIN;

    /** Octets that a message may have, 0 before there is an agreement. */
    private int agreed;

    /** The request that is being handled: where its body lies, should it have to wait. */
    private ByteBuffer current = ByteBuffer.allocate(0);

    private int currentFrom;
    private int currentTo;
    private @Nullable Waiting retried;

    Client(NinepServer server, Peer peer, Runnable wake) {
        this.server = server;
        this.limits = server.limits();
        this.counters = server.counters();
        this.peer = peer;
        this.wake = wake;
        this.backlog = new Backlog(limits, counters);
        this.call = new Call(this, server);
        this.fids = new Fids(this, server);
    }

    /**
     * Answers what it can: takes whole messages off the input, appends replies to the output.
     *
     * @param input octets received; what is left is less than a message, unless the result says otherwise, and is to be given
     *     again with what follows it
     * @param output as many octets of room as {@link Limits#message} are enough for one step
     */
    public Progress advance(ByteBuffer input, ByteBuffer output) {
        input.order(ByteOrder.LITTLE_ENDIAN);
        output.order(ByteOrder.LITTLE_ENDIAN);
        Output writer = server.output();
        writer.into(output);
        while (true) {
            for (Fid fid = woken.poll(); fid != null; fid = woken.poll()) {
                fid.awake();
                backlog.due(fid);
            }
            if (writer.room() < limits.message()) {
                return Progress.SEND;
            }
            try {
                Waiting due = backlog.next();
                if (due != null) {
                    retry(due, writer);
                } else if (backlog.full()) {
                    return Progress.PAUSE;
                } else if (!answerNext(input, writer)) {
                    return Progress.RECEIVE;
                }
            } catch (Violation broken) {
                counters.violation();
                LOG.log(System.Logger.Level.DEBUG, "a connection ends: the client sent {0}", broken.getMessage());
                return Progress.DISCONNECT;
            }
        }
    }

    /** Handles the next whole message; false when there is none. */
    private boolean answerNext(ByteBuffer input, Output output) throws Violation {
        int available = input.remaining();
        if (available < 4) {
            return false;
        }
        int start = input.position();
        int size = input.getInt(start);
        if (size < Message.HEADER || size > (agreed == 0 ? limits.message() : agreed)) {
            throw new Violation(Violation.SIZE);
        }
        if (size > available) {
            return false;
        }
        int type = input.get(start + 4) & 0xFF;
        int tag = input.getShort(start + 5) & 0xFFFF;
        input.position(start + size);
        if (backlog.holds(tag)) {
            throw new Violation(Violation.TAG);
        }
        counters.request();
        retried = null;
        current = input;
        currentFrom = start + Message.HEADER;
        currentTo = start + size;
        answer(type, tag, output);
        return true;
    }

    private void retry(Waiting due, Output output) throws Violation {
        if (due.fid.closed) {
            counters.error();
            output.error(dialect, due.tag, Errno.EBADF, Errno.EBADF.phrase());
            return;
        }
        retried = due;
        current = ByteBuffer.wrap(due.body).order(ByteOrder.LITTLE_ENDIAN);
        currentFrom = 0;
        currentTo = due.body.length;
        answer(due.type, due.tag, output);
    }

    private void answer(int type, int tag, Output output) throws Violation {
        Message message = Message.ofRequest(type);
        if (message == null && (type & 1) != 0) {
            throw new Violation(Violation.TYPE);
        }
        Input arguments = server.input();
        arguments.read(current, currentFrom, currentTo);
        int before = output.room();
        Errno errno;
        String reason;
        try {
            if (message == null || !message.in(dialect)) {
                throw new NinepException(Errno.EOPNOTSUPP, "message type " + type + " is none of " + dialect.version());
            }
            if (agreed == 0 && message != Message.VERSION) {
                throw new NinepException(Errno.EINVAL, "send Tversion first");
            }
            call.begin(message, tag);
            if (!handle(message) || before - output.room() <= Math.max(agreed, Limits.LEAST_MESSAGE)) {
                return;
            }
            errno = Errno.EIO;
            reason = "the reply is longer than messages may be; agree on longer ones";
        } catch (NinepException refused) {
            errno = refused.errno();
            reason = refused.reason();
        } catch (RuntimeException | Error unforeseen) {
            errno = Errno.EIO;
            reason = "the server failed; its log tells why";
            report(message, unforeseen);
        }
        if (output.room() < before) {
            output.undo();
        }
        counters.error();
        output.error(dialect, tag, errno, reason);
    }

    /** False when the request has to wait. */
    private boolean handle(Message message) throws Violation, NinepException {
        Output output = server.output();
        int before = output.room();
        try {
            return Handlers.of(message).handle(call);
        } catch (LaterException later) {
            if (output.room() < before) {
                output.undo();
            }
            return call.await(later);
        }
    }

    private void report(@Nullable Message message, Throwable unforeseen) {
        long count = counters.fault();
        if (Long.bitCount(count) == 1) {
            try {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "a request failed: " + message + " (failure " + count + ")",
                        unforeseen);
            } catch (RuntimeException | Error unlogged) {
                // A logger that fails must not end the connection.
                counters.fault();
            }
        }
    }

    // What handlers ask for.

    Peer peer() {
        return peer;
    }

    NinepServer server() {
        return server;
    }

    Fids fids() {
        return fids;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Most octets of data in a reply to a read. */
    int readable() {
        return agreed - Message.HEADER - 4;
    }

    /** Octets of a write that says with its length that there is no more. */
    int payload() {
        return Limits.payload(agreed);
    }

    /** A new agreement: all that was before it ends. */
    void agree(Dialect spoken, int message) {
        freeAll();
        dialect = spoken;
        agreed = message;
    }

    /** Has the request that is being handled wait for a fid. */
    void await(Fid fid) {
        Waiting again = retried;
        if (again == null) {
            byte[] body = new byte[currentTo - currentFrom];
            current.get(currentFrom, body);
            again = new Waiting(call.message().request(), call.tag(), fid, body);
        }
        backlog.add(again);
    }

    /** Whether one more request may wait. */
    boolean mayWait() {
        return retried != null || backlog.hasRoom();
    }

    /** Gives up a request, if it waits. */
    void flush(int tag) {
        backlog.flush(tag);
    }

    /** Removes a fid; what waited for it is answered. */
    void release(Fid fid) {
        fids.remove(fid);
        backlog.due(fid);
    }

    /** A fid calls for its requests to be tried again. Thread-safe. */
    void woken(Fid fid) {
        woken.add(fid);
        wake.run();
    }

    /** Ends the connection's state: fids and requests are gone, replies will not come. Idempotent. */
    @Override
    public void close() {
        freeAll();
    }

    private void freeAll() {
        backlog.clear();
        RuntimeException failed = null;
        for (Fid fid : fids.all()) {
            try {
                fids.remove(fid);
            } catch (RuntimeException failure) {
                failed = failure;
            }
        }
        woken.clear();
        fids = new Fids(this, server);
        if (failed != null) {
            report(null, failed);
        }
    }
}
