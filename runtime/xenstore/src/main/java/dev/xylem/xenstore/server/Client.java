package dev.xylem.xenstore.server;

import dev.xylem.store.Access;
import dev.xylem.store.Caller;
import dev.xylem.store.Cycle;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.xenstore.server.EventQueue.Event;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The state of one connection, whatever carries it: a session of the store, open transactions, watch events that wait.
 * Belongs to the server's thread.
 *
 * <p>The order of checks for a request: known (W-6), privilege, transaction id, shape of the payload, and then what the
 * operation itself finds wrong.
 */
public final class Client implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore");

    /** The greatest transaction id; clients keep them in signed 32-bit numbers and some take bits of their own (T-1). */
    private static final int MAX_TRANSACTION = 0x3FFF_FFFE;

    /** What the transport shall do next. */
    public enum Progress {
        /** Everything is answered: receive more. */
        RECEIVE,
        /** The output is full: send it, then go on. */
        SEND,
        /** Receive nothing before the next wake-up; the application has a backlog. */
        PAUSE,
        /** The client broke the protocol: send the output, then disconnect. */
        DISCONNECT
    }

    private final XenstoreServer server;
    private final Counters counters;
    private final Cycle cycle;
    private final Session session;
    private final Path home;
    private final boolean privileged;
    private final EventQueue events;
    private final Runnable wake;
    private final AtomicBoolean awaitsReady = new AtomicBoolean();
    private final Map<Integer, Transaction> transactions = new HashMap<>(2);

    /** Every watch as it was registered, by canonical path and token: what is fired after an overrun. */
    private final Map<String, Event> watches = new LinkedHashMap<>(2);

    /** The keys of the watches that have yet to fire after an overrun. */
    private Iterator<String> overrun = Collections.emptyIterator();

    private int lastTransaction;
    private boolean broken;
    private boolean closed;

    Client(XenstoreServer server, Caller caller, Runnable wake) {
        this.server = server;
        this.wake = wake;
        counters = server.counters();
        cycle = server.store().cycle();
        events = new EventQueue(wake, counters);
        session = server.store().session(caller, events);
        home = session.home();
        privileged = access().privileged(caller);
        counters.connection();
    }

    /**
     * Answers what it can: takes whole messages off the input, appends replies and watch events to the output.
     *
     * @param input octets received, in native byte order; what is left, less than a message unless the result says
     *     otherwise, is to be given again with what follows it
     * @param output in native byte order; {@link Message#MAX} octets of room are enough for one step
     */
    public Progress advance(ByteBuffer input, ByteBuffer output) {
        MessageWriter writer = server.writer();
        writer.into(output);
        events.attend();
        while (true) {
            if (!sendEvents(writer) || !writer.hasRoom()) {
                return Progress.SEND;
            }
            Progress next = broken ? Progress.DISCONNECT : answerNext(input, writer);
            if (next == Progress.DISCONNECT || (next != Progress.SEND && events.settle())) {
                return next;
            }
        }
    }

    /** Answers one request; {@link Progress#SEND} when it did. */
    private Progress answerNext(ByteBuffer input, MessageWriter writer) {
        int start = input.position();
        switch (server.message().take(input)) {
            case PART -> {
                return Progress.RECEIVE;
            }
            case TOO_LONG -> {
                counters.violation();
                broken = true;
                return Progress.DISCONNECT;
            }
            case WHOLE -> {
                if (!cycle.ready()) {
                    input.position(start);
                    awaitReady();
                    return Progress.PAUSE;
                }
                answer(server.message(), writer);
                return Progress.SEND;
            }
        }
        throw new AssertionError("unreachable");
    }

    private void awaitReady() {
        if (awaitsReady.compareAndSet(false, true)) {
            counters.pause();
            cycle.whenReady(() -> {
                awaitsReady.set(false);
                wake.run();
            });
        }
    }

    /** Sends what waits; false when there was no room for all of it. */
    private boolean sendEvents(MessageWriter writer) {
        while (true) {
            if (!writer.hasRoom()) {
                return events.size() == 0 && !overrun.hasNext();
            }
            Event event = events.poll();
            if (event == null) {
                event = nextAfterOverrun();
            }
            if (event == null) {
                return true;
            }
            if (writer.event(event.path(), event.token())) {
                counters.eventSent();
            } else {
                counters.eventTooLong();
            }
        }
    }

    /** The next watch that fires because events were dropped, or null. They do not go through the queue: it may hold fewer. */
    private @Nullable Event nextAfterOverrun() {
        if (events.endOverrun()) {
            overrun = List.copyOf(watches.keySet()).iterator();
        }
        while (overrun.hasNext()) {
            Event watch = watches.get(overrun.next());
            if (watch != null) {
                return watch;
            }
        }
        return null;
    }

    private void answer(Message request, MessageWriter writer) {
        counters.request();
        Call call = server.call();
        Errno errno;
        try {
            Operation operation = OperationTable.find(request.type());
            if (operation == null) {
                throw new StoreException(Errno.ENOSYS, null, "unknown operation " + request.type());
            }
            int id = request.transactionId();
            call.begin(this, admit(operation, id), id);
            if (!operation.shape().matches(request, call.arguments())) {
                throw new StoreException(Errno.EINVAL, null, "malformed arguments of " + operation.type());
            }
            writer.begin(operation.type(), request.requestId(), id);
            operation.handler().handle(call);
            if (writer.end()) {
                return;
            }
            errno = Errno.E2BIG;
        } catch (RefusedException refused) {
            errno = refused.errno();
            server.refusals().refused(session.caller(), request.type(), refused);
        } catch (StoreException refused) {
            errno = refused.errno();
        } catch (RuntimeException | Error unforeseen) {
            errno = Errno.EIO;
            report(request, unforeseen);
        } finally {
            call.done();
        }
        counters.error();
        writer.error(errno.name(), request.requestId(), request.transactionId());
    }

    /** The transaction that a request runs in, or null; refuses who may not ask and ids that mean nothing. */
    private @Nullable Transaction admit(Operation operation, int id) throws StoreException {
        if (operation.privileged() && !privileged) {
            throw new StoreException(Errno.EACCES, null, operation.type() + " is for privileged clients");
        }
        return switch (operation.transaction()) {
            case IGNORED -> null;
            case FORBIDDEN -> {
                if (id != 0) {
                    throw new StoreException(Errno.EBUSY, null, "transactions cannot be nested");
                }
                yield null;
            }
            case OPTIONAL -> id == 0 ? null : find(id);
            case REQUIRED -> find(id);
        };
    }

    private Transaction find(int id) throws StoreException {
        Transaction found = transactions.get(id);
        if (found == null) {
            throw new StoreException(Errno.ENOENT, null, "no open transaction " + Integer.toUnsignedString(id));
        }
        return found;
    }

    private void report(Message request, Throwable unforeseen) {
        long count = counters.failure();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "request of type " + request.type() + " failed (failure " + count + "); answered EIO",
                    unforeseen);
        }
    }

    Session session() {
        return session;
    }

    Path home() {
        return home;
    }

    Access access() {
        return server.store().access();
    }

    int begin() throws StoreException {
        Transaction begun = session.begin();
        do {
            lastTransaction = lastTransaction == MAX_TRANSACTION ? 1 : lastTransaction + 1;
        } while (transactions.containsKey(lastTransaction));
        transactions.put(lastTransaction, begun);
        return lastTransaction;
    }

    void forget(int transaction) {
        transactions.remove(transaction);
    }

    void watch(Path path, String spelled, byte[] token, int depth) throws StoreException {
        session.watch(path, spelled, token, depth);
        watches.put(key(path, token), new Event(spelled, token));
    }

    void unwatch(Path path, byte[] token) throws StoreException {
        session.unwatch(path, token);
        watches.remove(key(path, token));
    }

    void reset() {
        session.reset();
        transactions.clear();
        watches.clear();
        events.clear();
    }

    private static String key(Path path, byte[] token) {
        return path + "\0" + new String(token, StandardCharsets.ISO_8859_1);
    }

    /** Ends the session: watches and transactions vanish. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.close();
            events.clear();
            counters.disconnection();
        }
    }
}
