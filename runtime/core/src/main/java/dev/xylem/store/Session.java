package dev.xylem.store;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private volatile boolean closed;

    Session(Store store, Caller caller, Account account, Path home, WatchSink sink) {
        this.store = store;
        this.actor = new Actor(store.access(), caller, account);
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
            actor = new Actor(store.access(), new Caller(now.principal(), target, now.anyone()), account());
            store.rightsChanged();
        } finally {
            store.unlock();
        }
    }

    /** Where its relative paths start. */
    public Path home() {
        return home;
    }

    /** What the session's principal uses and may use. */
    public Account account() {
        return actor.account;
    }

    Actor actor() {
        return actor;
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
        store.lock();
        try {
            if (!end(transaction)) {
                throw Transaction.ended();
            }
            committed = transaction.commit(store.ladder(), store.committer(), store.scratch(), store.lives());
            log("TRANSACTION_END", null, null);
        } catch (StoreException e) {
            refused("TRANSACTION_END", null, e);
            throw e;
        } finally {
            store.unlock();
        }
        if (committed) {
            store.cycle().committed();
        }
    }

    void abort(Transaction transaction) {
        store.lock();
        try {
            end(transaction);
        } finally {
            store.unlock();
        }
    }

    private boolean end(Transaction transaction) {
        transaction.end();
        if (!transactions.remove(transaction)) {
            return false;
        }
        account().addTransactions(-1);
        return true;
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
        boolean committed = false;
        store.lock();
        try {
            checkOpen();
            Working tree = store.scratch();
            Snapshot now = store.snapshot();
            tree.begin(now, now.number() + 1);
            store.execution().run(operation, tree, actor, path, argument, null);
            if (tree.changes().size() > 0) {
                store.committer().commit(tree, actor);
                committed = true;
            }
            log(operation.name(), path, null);
        } catch (StoreException e) {
            refused(operation.name(), path, e);
            throw e;
        } finally {
            store.unlock();
        }
        if (committed) {
            store.cycle().committed();
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
