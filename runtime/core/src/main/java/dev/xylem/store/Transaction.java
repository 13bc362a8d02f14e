package dev.xylem.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction: sees the state of its beginning and its own changes (T-2), and takes effect whole or not at all. Used by
 * one thread at a time. After {@link #commit}, {@link #abort} or the end of its session every operation answers ENOENT.
 */
public final class Transaction implements Operations, AutoCloseable {
    private final Session session;
    private final Execution execution;
    private final long lives;
    private final Working tree;
    private final Footprint footprint;
    private final List<Request> requests = new ArrayList<>();
    private final Set<Path> touched = new HashSet<>();
    /** What the account was charged for. */
    private final AtomicLong weight = new AtomicLong();

    private boolean poisoned;
    private volatile boolean over;

    Transaction(Session session, Execution execution, Snapshot start, Owned owned, long lives) {
        this.session = session;
        this.execution = execution;
        this.lives = lives;
        this.tree = new Working(start, start.number() + 1);
        tree.pinRegions();
        this.footprint = new Footprint(tree, owned);
    }

    /** The number of the commit that this transaction sees. */
    public long start() {
        return tree.base().number();
    }

    /**
     * Ends the transaction; its changes take effect. Without changes it always succeeds (T-9).
     *
     * @throws StoreException {@link ConflictException} when it has to be done again, {@link RefusedException} from the
     *     application, ENOMEM when it was spoilt (T-8), ENOENT when it is over already; {@link DeferredException} when it
     *     has to wait and goes on as it is
     */
    public void commit() throws StoreException {
        session.commit(this);
    }

    /**
     * Ends the transaction without effect, after somebody has looked at what its commit would propose. Without changes there
     * is nothing to look at.
     *
     * @param look called under the commit lock with a proposal that must be neither accepted nor added to
     * @throws StoreException as {@link #commit}, except for refusals by the application, which is not asked
     */
    public void rehearse(Consumer<? super Proposal> look) throws StoreException {
        session.rehearse(this, look);
    }

    /** Ends the transaction without effect. Idempotent. */
    public void abort() {
        session.abort(this);
    }

    /** What is to be committed under the commit lock, or null when there is nothing. May be asked for again. */
    @Nullable
    Working merged(CommitLadder ladder, Snapshot now, Working scratch, long livesNow) throws StoreException {
        if (poisoned) {
            throw new StoreException(Errno.ENOMEM, null, "an internal failure spoilt the transaction; begin it anew");
        }
        if (lives != livesNow) {
            footprint.rightsChanged();
        }
        return ladder.climb(tree, footprint, requests, session.actor(), now, scratch);
    }

    Seen seen() {
        return footprint.seen();
    }

    /** Has {@link #commit} fail, because something failed that may have left the transaction half-done (T-8). */
    public void spoil() {
        poisoned = true;
    }

    boolean over() {
        return over;
    }

    void end() {
        over = true;
        discharge();
    }

    private void discharge() {
        session.account().charge(-weight.getAndSet(0));
    }

    private Object perform(Operation operation, Path path, @Nullable Object argument) throws StoreException {
        if (over) {
            throw ended();
        }
        try {
            checkSize(path, argument);
            Object reply = attempt(operation, path, argument);
            keep(new Request(operation, path, argument, reply));
            session.log(operation.name(), path, null);
            return reply;
        } catch (StoreException e) {
            session.refused(operation.name(), path, e);
            throw e;
        }
    }

    /** Remembers a request for the commit, at the expense of whoever asked. */
    private void keep(Request request) {
        requests.add(request);
        if (session.actor().privileged) {
            return;
        }
        long octets = Weight.request(request.path(), request.argument(), request.reply());
        weight.addAndGet(octets);
        session.account().charge(octets);
        if (over) {
            // Another thread ended the session meanwhile.
            discharge();
        }
    }

    private Object attempt(Operation operation, Path path, @Nullable Object argument) throws StoreException {
        try {
            return execution.run(operation, tree, session.actor(), path, argument, footprint);
        } catch (StoreException e) {
            if (e instanceof QuotaException) {
                footprint.refusedByQuota();
            }
            keep(new Request(operation, path, argument, e.errno()));
            throw e;
        } catch (RuntimeException | Error e) {
            poisoned = true;
            throw e;
        }
    }

    /** Bounds what a transaction keeps in memory, and what its replay costs. */
    private void checkSize(Path path, @Nullable Object argument) throws StoreException {
        if (session.actor().privileged) {
            return;
        }
        Account account = session.account();
        account.check(Quota.TRANSACTION_REQUESTS, path, requests.size() + 1L);
        if (!touched.contains(path)) {
            account.check(Quota.TRANSACTION_NODES, path, touched.size() + 1L);
        }
        account.check(Quota.MEMORY, path, account.memory(tree.usage()) + Weight.request(path, argument, ""));
        touched.add(path);
    }

    static StoreException ended() {
        return new StoreException(Errno.ENOENT, null, "the transaction is over; begin another");
    }

    @Override
    public byte[] read(Path path) throws StoreException {
        return (byte[]) perform(Operation.READ, path, null);
    }

    @Override
    @SuppressWarnings("unchecked") // DIRECTORY answers the names of a node.
    public List<String> directory(Path path) throws StoreException {
        return (List<String>) perform(Operation.DIRECTORY, path, null);
    }

    @Override
    public long childrenVersion(Path path) throws StoreException {
        return (Long) perform(Operation.DIRECTORY_PART, path, null);
    }

    @Override
    public Acl permissions(Path path) throws StoreException {
        return (Acl) perform(Operation.GET_PERMS, path, null);
    }

    @Override
    public void write(Path path, byte[] value) throws StoreException {
        perform(Operation.WRITE, path, value);
    }

    @Override
    public void mkdir(Path path) throws StoreException {
        perform(Operation.MKDIR, path, null);
    }

    @Override
    public void remove(Path path) throws StoreException {
        perform(Operation.RM, path, null);
    }

    @Override
    public void setPermissions(Path path, Acl acl) throws StoreException {
        perform(Operation.SET_PERMS, path, acl);
    }

    /** The same as {@link #abort}. */
    @Override
    public void close() {
        abort();
    }
}
