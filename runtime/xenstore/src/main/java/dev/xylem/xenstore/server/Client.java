package dev.xylem.xenstore.server;

import dev.xylem.store.Access;
import dev.xylem.store.Account;
import dev.xylem.store.Caller;
import dev.xylem.store.Cycle;
import dev.xylem.store.DeferredException;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.QuotaException;
import dev.xylem.store.Session;
import dev.xylem.store.Snapshot;
import dev.xylem.store.Store;
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
 * <p>What an unprivileged client makes the server keep is bounded (XSA-326, XSA-416): its next request is taken only when all
 * its events and replies went to the transport, no more replies than the quota {@code outstanding} go there at once, and
 * what the transport could not pass on counts as its memory.
 */
public final class Client implements AutoCloseable {
    /** Octets that a connection without anything to do uses, roughly. */
    private static final int WEIGHT = 1024;

    /** The greatest transaction id; clients keep them in signed 32-bit numbers and some take bits of their own (T-1). */
    static final int MAX_TRANSACTION = 0x3FFF_FFFE;

    /**
     * How long one client may have requests answered while others wait, in nanoseconds: a request that takes longer is the last
     * of its turn. So what somebody waits for grows with the number of those who are served, not with what they ask for.
     */
    public static final long TURN = 200_000;

    /** What the transport shall do next. */
    public enum Progress {
        /** Everything is answered: receive more. */
        RECEIVE,
        /** The output is full: send it, then go on. */
        SEND,
        /** The client has had its turn: send the output, let the others have theirs, then go on. */
        YIELD,
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
    private final Account account;
    private final Peer peer;
    private final int features;
    private final Tally tally = new Tally();
    private final Clients.Group group;
    private final EventQueue events;
    private final Runnable wake;
    private final AtomicBoolean awaitsReady = new AtomicBoolean();
    private final Map<Integer, Transaction> transactions = new HashMap<>(2);

    /** Every watch as it was registered, by canonical path and token: what is fired after an overrun. */
    private final Map<String, Event> watches = new LinkedHashMap<>(2);

    /** The keys of the watches that have yet to fire after an overrun. */
    private Iterator<String> overrun = Collections.emptyIterator();

    private volatile int watchCount;
    private volatile int transactionCount;
    private int lastTransaction;
    private int kept;

    /** When the first request of this turn had been answered, if there was one. */
    private long turn;

    private boolean inTurn;

    private boolean warned;
    private boolean broken;
    /** Whether the next request is one that had to wait. */
    private boolean deferred;

    private boolean closed;

    Client(XenstoreServer server, Caller caller, int features, Runnable wake) {
        Store store = server.store();
        this.server = server;
        this.wake = wake;
        this.features = features;
        counters = server.counters();
        cycle = store.cycle();
        boolean privileged = store.access().privileged(caller);
        events = new EventQueue(wake, counters);
        session = store.session(caller, events);
        account = session.account();
        home = session.home();
        peer = new Peer(caller.principal(), session.number(), privileged);
        group = server.clients().join(caller.principal());
        server.clients().add(this);
        counters.connection();
        if (!privileged) {
            events.charge(account);
            account.charge(WEIGHT);
            if (group.connections() > 1 && account.exceeds(Quota.MEMORY)) {
                counters.refusedConnection();
                broken = true;
            }
        }
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
        int allowed = peer.privileged() ? Integer.MAX_VALUE : outstanding();
        while (true) {
            if (!sendEvents(writer) || !writer.hasRoom() || allowed == 0) {
                return Progress.SEND;
            }
            Progress next = broken ? Progress.DISCONNECT : answerNext(input, writer);
            if (next == Progress.DISCONNECT || (next != Progress.SEND && events.settle())) {
                inTurn = false;
                return next;
            }
            if (next == Progress.SEND) {
                allowed--;
                if (input.hasRemaining() && isTurnOver()) {
                    inTurn = false;
                    return Progress.YIELD;
                }
            }
        }
    }

    /** Whether this client has been answered for long enough. */
    private boolean isTurnOver() {
        long now = server.nanoTime();
        if (!inTurn) {
            inTurn = true;
            turn = now;
            return false;
        }
        return now - turn > TURN;
    }

    /** How many replies may go to the transport before it has passed on what it has; at least one. */
    private int outstanding() {
        if (account.exceeds(Quota.SOFT_MEMORY)) {
            warnOfMemory();
            if (account.exceeds(Quota.MEMORY)) {
                return 1;
            }
        } else {
            warned = false;
        }
        int limit = account.quotas().of(Quota.OUTSTANDING);
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    /** Says once for each time that it happens that much memory is in use. */
    private void warnOfMemory() {
        if (!warned) {
            warned = true;
            server.log().soft(peer, account);
        }
    }

    /**
     * Says how much the transport keeps for this client: octets received and not taken, and octets that could not be passed
     * on yet. It counts as the client's memory.
     */
    public void keeps(int octets) {
        if (!peer.privileged() && octets != kept) {
            account.charge((long) octets - kept);
            kept = octets;
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
                if (!server.dispatcher().answer(this, server.message(), writer)) {
                    input.position(start);
                    return Progress.PAUSE;
                }
                return Progress.SEND;
            }
        }
        throw new AssertionError("unreachable");
    }

    private void awaitReady() {
        if (awaitsReady.compareAndSet(false, true)) {
            counters.pause();
            cycle.whenReady(this::ready);
        }
    }

    private void ready() {
        awaitsReady.set(false);
        wake.run();
    }

    /** Goes on with the request that is being answered when it can be done, and takes no other before. */
    void defer(DeferredException deferral) {
        if (awaitsReady.compareAndSet(false, true)) {
            counters.deferral();
            server.log().deferred(peer, deferral, account.events(Account.Event.DEFERRAL));
            deferral.whenOver(this::ready);
        }
        deferred = true;
    }

    /** Whether the request that is being answered had to wait; true once. */
    boolean deferred() {
        boolean before = deferred;
        deferred = false;
        return before;
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
                tally.event();
                group.tally().event();
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

    Session session() {
        return session;
    }

    Path home() {
        return home;
    }

    Peer peer() {
        return peer;
    }

    boolean privileged() {
        return peer.privileged();
    }

    /** The {@linkplain dev.xylem.xenstore.domain.Domains#FEATURES feature bits} that the connection is offered. */
    int features() {
        return features;
    }

    /** What is bound to this and other connections. */
    Bindings bindings() {
        return server.bindings();
    }

    /** The rule of who may do what. */
    Access access() {
        return server.store().access();
    }

    /** The committed state. */
    Snapshot snapshot() {
        return server.store().snapshot();
    }

    /** Counts octets that the server keeps for this client. */
    void charge(int octets) {
        if (!peer.privileged()) {
            account.charge(octets);
        }
    }

    /** What only privileged clients get at. */
    Administration administration() {
        return server.administration();
    }

    /** Counts an answered request. */
    void answered() {
        tally.request();
        group.tally().request();
    }

    /** Counts a request answered with an error, and remembers which quota it was. */
    void refused(StoreException refusal) {
        tally.error();
        group.tally().error();
        if (refusal instanceof QuotaException quota) {
            group.remember(quota);
        }
    }

    /** What was done for this connection. Any thread. */
    Tally tally() {
        return tally;
    }

    /** How many watches there are. Any thread. */
    int watches() {
        return watchCount;
    }

    /** How many transactions are open. Any thread. */
    int transactions() {
        return transactionCount;
    }

    /** How many events wait. Any thread. */
    int waiting() {
        return events.size();
    }

    /** Gives the caller another target, or none. */
    public void target(@Nullable Principal target) {
        session.target(target);
    }

    /**
     * An open transaction.
     *
     * @throws StoreException ENOENT when there is none with this id (T-1)
     */
    Transaction transaction(int id) throws StoreException {
        Transaction found = transactions.get(id);
        if (found == null) {
            throw new StoreException(Errno.ENOENT, null, "no open transaction " + Integer.toUnsignedString(id));
        }
        return found;
    }

    /** Counts ids on from this one, 0 to {@link #MAX_TRANSACTION}: where a long life would have brought them. */
    void lastTransaction(int id) {
        lastTransaction = id;
    }

    int begin() throws StoreException {
        Transaction begun = session.begin();
        do {
            lastTransaction = lastTransaction == MAX_TRANSACTION ? 1 : lastTransaction + 1;
        } while (transactions.containsKey(lastTransaction));
        transactions.put(lastTransaction, begun);
        transactionCount = transactions.size();
        return lastTransaction;
    }

    /** T-5: whatever comes of it, the id is gone. */
    void end(int id, boolean commit) throws StoreException {
        Transaction ending = transaction(id);
        boolean over = true;
        try {
            if (commit) {
                ending.commit();
            } else {
                ending.abort();
            }
        } catch (DeferredException deferred) {
            over = false;
            throw deferred;
        } finally {
            if (over) {
                transactions.remove(id);
                transactionCount = transactions.size();
            }
        }
    }

    void watch(Path path, String spelled, byte[] token, int depth) throws StoreException {
        session.watch(path, spelled, token, depth);
        watches.put(key(path, token), new Event(spelled, token));
        watchCount = watches.size();
    }

    void unwatch(Path path, byte[] token) throws StoreException {
        session.unwatch(path, token);
        watches.remove(key(path, token));
        watchCount = watches.size();
    }

    /** Drops all watches, transactions and events (T-10), and what is bound to the connection. */
    public void reset() {
        drop();
        bindings().end(this, () -> {});
    }

    private void drop() {
        session.reset();
        transactions.clear();
        watches.clear();
        overrun = Collections.emptyIterator();
        events.clear();
        transactionCount = 0;
        watchCount = 0;
    }

    private static String key(Path path, byte[] token) {
        return path + "\0" + new String(token, StandardCharsets.ISO_8859_1);
    }

    /** Ends the session: watches, transactions and what is bound to the connection vanish. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            drop();
            bindings().end(this, session::close);
            keeps(0);
            if (!peer.privileged()) {
                account.charge(-WEIGHT);
            }
            server.clients().remove(this);
            counters.disconnection();
        }
    }
}
