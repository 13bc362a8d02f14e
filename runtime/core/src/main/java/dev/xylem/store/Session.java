package dev.xylem.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One user of a store: a connection, or the program itself. Owns watches and transactions. Thread-safe.
 *
 * <p>Operations outside a transaction see the committed state, and each change is a commit of its own. Reads take no lock.
 * After {@link #close} every operation answers ENOENT.
 */
public final class Session implements Operations, AutoCloseable {
    private final Store store;
    private final Path home;
    private final WatchSink sink;
    private final Map<Watch.Key, Watch> watches = new HashMap<>();
    private final Set<Transaction> transactions = new LinkedHashSet<>();
    private volatile Actor actor;

    // Of fairness, under the commit lock:
    @Nullable
    Losses losses;

    /** Whether a change of this session was put off and has not been made yet. */
    boolean waits;

    long waitsSince;

    private volatile boolean closed;

    Session(Store store, Caller caller, Account account, long number, Path home, WatchSink sink) {
        this.store = store;
        this.actor = new Actor(store.access(), caller, account, number);
        this.home = home;
        this.sink = sink;
    }

    /** Who this session acts for. */
    public Caller caller() {
        return actor.caller;
    }

    /**
     * Gives the caller another target, or none; open transactions included.
     *
     * @param target the principal whose rights the caller has as well, or null
     */
    public void target(@Nullable Principal target) {
        store.lock();
        try {
            Caller now = actor.caller;
            Caller changed = new Caller(now.principal(), target, now.anyone());
            actor = new Actor(store.access(), changed, account(), number());
            store.rightsChanged();
        } finally {
            store.unlock();
        }
    }

    /** Where its relative paths start. */
    public Path home() {
        return home;
    }

    /** A number that no other session of this store has. */
    public long number() {
        return actor.session;
    }

    /** What the session's principal uses and may use. */
    public Account account() {
        return actor.account;
    }

    Actor actor() {
        return actor;
    }

    /** Open transactions. */
    Collection<Transaction> open() {
        return transactions;
    }

    WatchSink sink() {
        return sink;
    }

    /**
     * Begins a transaction on the committed state.
     *
     * @throws StoreException ENOSPC when too many are open
     */
    public Transaction begin() throws StoreException {
        store.lock();
        try {
            checkOpen();
            actor.check(Quota.TRANSACTIONS, null, account().used(Quota.TRANSACTIONS) + 1);
            Transaction begun =
                    new Transaction(this, store.execution(), store.snapshot(), store.ownedPaths(), store.lives());
            account().addTransactions(1);
            transactions.add(begun);
            store.fairness().began(this);
            log("TRANSACTION_START", null, null);
            return begun;
        } catch (StoreException e) {
            refused("TRANSACTION_START", null, e);
            throw e;
        } finally {
            store.unlock();
        }
    }

    void commit(Transaction transaction) throws StoreException {
        boolean committed;
        while (true) {
            try {
                committed = commitNow(transaction);
                break;
            } catch (DeferredException e) {
                await(e);
            }
        }
        if (committed) {
            store.cycle().committed();
        }
    }

    private boolean commitNow(Transaction transaction) throws StoreException {
        boolean committed = false;
        boolean ended = true;
        store.lock();
        try {
            if (!transactions.contains(transaction)) {
                throw Transaction.ended();
            }
            Working merged = transaction.merged(store.ladder(), store.snapshot(), store.scratch(), store.lives());
            if (merged != null) {
                accept(merged);
                committed = true;
            }
            log("TRANSACTION_END", null, null);
        } catch (DeferredException e) {
            ended = false;
            throw e;
        } catch (ConflictException e) {
            store.fairness().lost(this, transaction, e.path());
            refused("TRANSACTION_END", null, e);
            throw e;
        } catch (StoreException e) {
            refused("TRANSACTION_END", null, e);
            throw e;
        } finally {
            if (ended) {
                end(transaction, committed);
            }
            store.unlock();
        }
        return committed;
    }

    /** Shows what the commit of a transaction would propose, and ends the transaction without effect. */
    void rehearse(Transaction transaction, Consumer<? super Proposal> look) throws StoreException {
        store.lock();
        try {
            if (!transactions.contains(transaction)) {
                throw Transaction.ended();
            }
            Working merged = transaction.merged(store.ladder(), store.snapshot(), store.scratch(), store.lives());
            if (merged != null) {
                store.committer().rehearse(merged, actor, look);
            }
        } finally {
            end(transaction, false);
            store.unlock();
        }
    }

    void abort(Transaction transaction) {
        store.lock();
        try {
            end(transaction, false);
        } finally {
            store.unlock();
        }
    }

    private void end(Transaction transaction, boolean won) {
        transaction.end();
        if (transactions.remove(transaction)) {
            account().addTransactions(-1);
            store.fairness().ended(this, transaction, won);
        }
    }

    /** Commits a working copy, unless it has to wait. */
    private void accept(Working tree) throws StoreException {
        if (store.fairness().active()) {
            store.fairness().admit(this, tree);
        }
        store.committer().commit(tree, actor);
        waits = false;
    }

    /** Has the program itself wait where others are told to. */
    private void await(DeferredException deferred) throws DeferredException {
        if (!equals(store.owner())) {
            throw deferred;
        }
        try {
            deferred.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw deferred;
        }
    }

    /**
     * Adds a watch, which fires once at once (V-3): the event comes before this returns, so a server that has to answer
     * first holds it back.
     *
     * @param path what to watch, whether it exists or not
     * @param spelled the path as the client wrote it; if relative, so are the paths of the events (V-5)
     * @param token returned with every event; belongs to the store from now on
     * @param depth how many levels below the path count, or -1 for all
     * @throws StoreException EEXIST when there is one with this path and token, ENOSPC when there are too many, EINVAL for a
     *     special node with a depth of more than 1 (V-10)
     */
    public void watch(Path path, String spelled, byte[] token, int depth) throws StoreException {
        store.lock();
        try {
            checkOpen();
            if (!path.toString().endsWith(spelled)) {
                throw new StoreException(Errno.EINVAL, spelled, "is no spelling of " + path);
            }
            Execution.check(actor, path);
            if (path.special() && depth > 1) {
                throw new StoreException(Errno.EINVAL, path, "a special node has domains below, and nothing deeper");
            }
            Watch.Key key = new Watch.Key(path, token);
            if (watches.containsKey(key)) {
                throw new StoreException(Errno.EEXIST, path, "is watched with this token already; use another token");
            }
            Watch watch = new Watch(this, path, spelled, token, depth);
            actor.check(Quota.WATCHES, path, account().used(Quota.WATCHES) + 1);
            actor.check(Quota.MEMORY, path, account().memory() + watch.weight());
            watches.put(key, watch);
            counted(watch, 1);
            store.index().add(watch);
            log("WATCH", path, null);
            store.committer().greet(watch);
        } catch (StoreException e) {
            refused("WATCH", path, e);
            throw e;
        } finally {
            store.unlock();
        }
    }

    /**
     * Removes a watch.
     *
     * @throws StoreException ENOENT when there is none with this path and token
     */
    public void unwatch(Path path, byte[] token) throws StoreException {
        store.lock();
        try {
            checkOpen();
            Watch watch = watches.remove(new Watch.Key(path, token));
            if (watch == null) {
                throw new StoreException(Errno.ENOENT, path, "is not watched with this token");
            }
            store.index().remove(watch);
            counted(watch, -1);
            log("UNWATCH", path, null);
        } catch (StoreException e) {
            refused("UNWATCH", path, e);
            throw e;
        } finally {
            store.unlock();
        }
    }

    private void counted(Watch watch, int sign) {
        account().addWatches(sign);
        account().charge(sign * watch.weight());
    }

    /** Drops all watches and transactions (T-10). No event comes after this returns. */
    public void reset() {
        store.lock();
        try {
            for (Watch watch : watches.values()) {
                store.index().remove(watch);
                counted(watch, -1);
            }
            watches.clear();
            transactions.forEach(Transaction::end);
            account().addTransactions(-transactions.size());
            transactions.clear();
            store.fairness().reset(this);
        } finally {
            store.unlock();
        }
    }

    /** Drops everything; the session cannot be used any more. Idempotent. */
    @Override
    public void close() {
        store.lock();
        try {
            if (!closed) {
                closed = true;
                reset();
                store.forget(this);
            }
        } finally {
            store.unlock();
        }
    }

    private void checkOpen() throws StoreException {
        if (closed) {
            throw new StoreException(Errno.ENOENT, null, "the session is closed; open another");
        }
    }

    void log(String operation, @Nullable Path path, @Nullable StoreException refusal) {
        if (store.logging()) {
            store.log().operation(actor.caller, operation, path, refusal);
        }
    }

    void refused(String operation, @Nullable Path path, StoreException refusal) {
        if (refusal instanceof QuotaException quota) {
            account().count(quota);
        }
        log(operation, path, refusal);
    }

    private Node node(Operation operation, Path path) throws StoreException {
        try {
            checkOpen();
            Execution.check(actor, path);
            if (operation != Operation.GET_PERMS) {
                Reading.refuseSpecial(path);
            }
            Node node = Reading.node(store.snapshot(), actor, path, 0, null);
            log(operation.name(), path, null);
            return node;
        } catch (StoreException e) {
            refused(operation.name(), path, e);
            throw e;
        }
    }

    private void change(Operation operation, Path path, @Nullable Object argument) throws StoreException {
        boolean committed;
        while (true) {
            try {
                committed = changeNow(operation, path, argument);
                break;
            } catch (DeferredException e) {
                await(e);
            }
        }
        if (committed) {
            store.cycle().committed();
        }
    }

    private boolean changeNow(Operation operation, Path path, @Nullable Object argument) throws StoreException {
        store.lock();
        try {
            checkOpen();
            Working tree = store.scratch();
            Snapshot now = store.snapshot();
            tree.begin(now, now.number() + 1);
            store.execution().run(operation, tree, actor, path, argument, null);
            boolean changed = tree.changes().size() > 0;
            if (changed) {
                accept(tree);
            }
            log(operation.name(), path, null);
            return changed;
        } catch (DeferredException e) {
            throw e;
        } catch (StoreException e) {
            refused(operation.name(), path, e);
            throw e;
        } finally {
            store.unlock();
        }
    }

    @Override
    public byte[] read(Path path) throws StoreException {
        return node(Operation.READ, path).value();
    }

    @Override
    public List<String> directory(Path path) throws StoreException {
        return node(Operation.DIRECTORY, path).names();
    }

    @Override
    public long childrenVersion(Path path) throws StoreException {
        return node(Operation.DIRECTORY_PART, path).childrenVersion();
    }

    @Override
    public Acl permissions(Path path) throws StoreException {
        return node(Operation.GET_PERMS, path).acl();
    }

    @Override
    public void write(Path path, byte[] value) throws StoreException {
        change(Operation.WRITE, path, value);
    }

    @Override
    public void mkdir(Path path) throws StoreException {
        change(Operation.MKDIR, path, null);
    }

    @Override
    public void remove(Path path) throws StoreException {
        change(Operation.RM, path, null);
    }

    @Override
    public void setPermissions(Path path, Acl acl) throws StoreException {
        change(Operation.SET_PERMS, path, acl);
    }
}
