package dev.xylem.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A transactional store: an immutable tree whose root a commit swaps. Commits are serialised by one lock; reads take none.
 * Thread-safe.
 */
public final class Store implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Access access;
    private final AccessLog log;
    private final boolean logging;
    private final Path home;
    private final Cycle cycle;
    private final Owned owned;
    private final Writing writing;
    private final Execution execution;
    private final CommitLadder ladder;
    private final Committer committer;
    private final Working scratch;
    private final Accounts accounts;
    private final Fairness fairness;
    private final WatchIndex index = new WatchIndex();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Session owner;
    private final Sys sys;
    /** Changed under the lock. */
    private boolean closed;
    /** Changed under the lock. */
    private long lives;
    /** Changed under the lock. */
    private long sessionsEver;

    private Store(Builder from) {
        access = from.access;
        logging = !from.log.equals(AccessLog.NONE);
        log = logging ? new GuardedLog(from.log) : AccessLog.NONE;
        Caller program = access.owner();
        home = from.home == null ? access.home(program) : from.home;
        cycle = from.cycle;
        owned = new Owned(from.owned, from.constants);
        writing = new Writing(access, owned);
        execution = new Execution(writing);
        ladder = new CommitLadder(execution, owned);
        SysRegion region = new SysRegion(program.principal(), from.nanos);
        sys = new Sys(this, region);
        List<Path> points = new ArrayList<>(from.points);
        List<Region> regions = new ArrayList<>(from.regions);
        points.add(0, SysRegion.AT);
        regions.add(0, region);
        Mounts mounts = Mounts.of(points, regions);
        owned.refuseOutside(mounts);
        Snapshot initial = InitialTree.of(mounts, points, program.principal());
        scratch = new Working(initial, 1);
        committer = new Committer(initial, cycle, owned, program.principal(), new WatchFiring(index, log), region, log);
        accounts = new Accounts(from.quotas, committer);
        fairness = new Fairness(from.nanos, from.timer, this::tick, committer, accounts, log);
        owner = new Session(this, program, accounts.open(program.principal()), 0, home, WatchSink.NONE);
        owner.account().sessions++;
    }

    /** A store with the given access rule, to be completed. */
    public static Builder builder(Access access) {
        return new Builder(access);
    }

    /**
     * A new user of the store; its relative paths start where the access rule says. It is closed when the store is, or when its
     * principal has {@linkplain #bury ended}.
     */
    public Session session(Caller caller, WatchSink sink) {
        Path start = caller.equals(access.owner()) ? home : access.home(caller);
        lock();
        try {
            Account account = accounts.open(caller.principal());
            Session session = new Session(this, caller, account, ++sessionsEver, start, sink);
            account.sessions++;
            sessions.add(session);
            if (closed || !access.alive(caller.principal())) {
                session.close();
            }
            return session;
        } finally {
            unlock();
        }
    }

    /** The program's own session: privileged, its relative paths start at {@link #home}. It ends with the store. */
    public Session owner() {
        return owner;
    }

    /** The access rule. */
    public Access access() {
        return access;
    }

    /** Where relative paths of the program start. */
    public Path home() {
        return home;
    }

    /** The committed state now. */
    public Snapshot snapshot() {
        return committer.state();
    }

    /** What is mounted at {@code /sys}. */
    public Sys sys() {
        return sys;
    }

    /** What runs inside each commit; servers ask it whether they may go on reading. */
    public Cycle cycle() {
        return cycle;
    }

    /**
     * Runs the cycle once on the state as it is, as a commit of the program without changes of its own.
     *
     * @throws StoreException as {@link Operations#write}
     */
    public void runCycle() throws StoreException {
        lock();
        try {
            if (closed) {
                throw new StoreException(Errno.ENOENT, null, "the store is closed");
            }
            Snapshot now = snapshot();
            scratch.begin(now, now.number() + 1);
            committer.commit(scratch, owner.actor());
        } finally {
            unlock();
        }
        cycle.committed();
    }

    /**
     * Fires the watches of a special node because something happened to domains (V-10): those with depth 1 once for each
     * domain, with its number; those without depth once; those of one domain if it is among them.
     *
     * @param special {@code @introduceDomain} or {@code @releaseDomain}
     */
    public void announce(Path special, int... domains) {
        if (domains.length == 0) {
            return;
        }
        lock();
        try {
            committer.announce(special, domains);
        } finally {
            unlock();
        }
    }

    /**
     * Ends a principal: its sessions close, what it owned is removed with everything below in one commit of the program
     * its counters and limits are gone, and no permission that names it matches anybody from then on, whatever
     * is called the same later. All of that is one step for everybody else, open transactions included. It cannot be
     * refused: what the application needs becomes the program's own. Idempotent.
     *
     * @throws IllegalArgumentException for the program itself
     */
    public void bury(Principal principal) {
        if (principal.equals(owner.caller().principal())) {
            throw new IllegalArgumentException("the program cannot bury itself");
        }
        boolean committed;
        lock();
        try {
            access.ended(principal);
            lives++;
            for (Session session : List.copyOf(sessions)) {
                if (session.caller().principal().equals(principal)) {
                    session.close();
                } else if (principal.equals(session.caller().target())) {
                    session.target(null);
                }
            }
            Burial burial = new Burial(principal, owner.caller().principal(), owned);
            committed = burial.commit(scratch, committer, access.home(Caller.of(principal)), owner.actor());
            accounts.forget(principal);
        } finally {
            unlock();
        }
        if (committed) {
            cycle.committed();
        }
    }

    /** A number that changes whenever somebody may have lost rights without any change of a node. */
    long lives() {
        return lives;
    }

    void rightsChanged() {
        lives++;
    }

    /** The limits of principals that have none of their own. */
    public Quotas quotas() {
        return accounts.defaults();
    }

    /**
     * Changes the limits of principals that have none of their own; what is in use beyond them stays. Part of no commit,
     * so it may be called during one.
     */
    public void setQuotas(Quotas quotas) {
        lock.lock();
        try {
            accounts.setDefaults(quotas);
        } finally {
            unlock();
        }
    }

    /**
     * Gives a principal a limit of its own, which ends with it; what is in use beyond it stays. Part of no commit, so it
     * may be called during one.
     *
     * @throws IllegalArgumentException when the limit is negative
     */
    public void setQuota(Principal principal, Quota quota, int limit) {
        lock.lock();
        try {
            accounts.limit(principal, quota, limit);
        } finally {
            unlock();
        }
    }

    /** What a principal uses and may use, whether it has sessions or not. */
    public Account account(Principal principal) {
        return accounts.look(principal);
    }

    /** The accounts of all principals that have sessions or limits of their own. */
    public List<Account> accounts() {
        return accounts.all();
    }

    /**
     * The last commits after a given number, oldest first. They are few: at most 512, fewer where their paths are long.
     *
     * @param number of a commit; 0 for all that are remembered
     */
    public List<LoggedCommit> commits(long number) {
        lock.lock();
        try {
            return committer.commits().after(number);
        } finally {
            lock.unlock();
        }
    }

    /** How often a quota refused something, whoever asked. */
    public long refusals(Quota quota) {
        return accounts.refusals(quota);
    }

    /** How many nodes a principal owns. */
    public int nodes(Principal principal) {
        return snapshot().counters().of(principal);
    }

    /** How many watches a principal has. */
    public int watches(Principal principal) {
        return (int) account(principal).used(Quota.WATCHES);
    }

    /** How many open transactions a principal has. */
    public int transactions(Principal principal) {
        return (int) account(principal).used(Quota.TRANSACTIONS);
    }

    /** Recounts the nodes of every principal. Returns what disagrees with the counters; empty when all is well. */
    public List<String> check() {
        return Recount.differences(snapshot());
    }

    /** As {@link Sys#changed}. */
    void changed(Path path) {
        lock();
        try {
            committer.announceMounted(path);
        } finally {
            unlock();
        }
    }

    /** Ends every session, those to come as well: nothing commits any more. Idempotent. */
    @Override
    public void close() {
        lock();
        try {
            closed = true;
            for (Session session : List.copyOf(sessions)) {
                session.close();
            }
            owner.close();
        } finally {
            unlock();
        }
    }

    /**
     * Takes the commit lock.
     *
     * @throws IllegalStateException inside a cycle or a receiver of events, which must not call the store
     */
    void lock() {
        lock.lock();
        if (committer.busy()) {
            lock.unlock();
            throw new IllegalStateException(
                    "a cycle or a receiver of watch events called the store; it has to return first");
        }
    }

    void unlock() {
        lock.unlock();
    }

    boolean logging() {
        return logging;
    }

    AccessLog log() {
        return log;
    }

    Execution execution() {
        return execution;
    }

    CommitLadder ladder() {
        return ladder;
    }

    Committer committer() {
        return committer;
    }

    Working scratch() {
        return scratch;
    }

    Owned ownedPaths() {
        return owned;
    }

    WatchIndex index() {
        return index;
    }

    Fairness fairness() {
        return fairness;
    }

    private void tick() {
        lock.lock();
        try {
            fairness.tick();
        } finally {
            lock.unlock();
        }
    }

    void forget(Session session) {
        sessions.remove(session);
        accounts.left(session.account());
    }

    /** Runs tasks later. */
    @FunctionalInterface
    public interface Timer {
        /**
         * Has a task run once, by any thread but not before this returns. Must not block.
         *
         * @param nanos after how many nanoseconds, more than 0
         */
        void after(long nanos, Runnable task);
    }

    /** A store under construction. Not thread-safe. */
    public static final class Builder {
        private final Access access;
        private final List<Path> points = new ArrayList<>();
        private final List<Region> regions = new ArrayList<>();
        private Quotas quotas = Quotas.DEFAULT;
        private AccessLog log = AccessLog.NONE;
        private LongSupplier nanos = System::nanoTime;
        private Timer timer = (delay, task) ->
                CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS).execute(task);
        private Collection<Path> owned = List.of();
        private Collection<Path> constants = List.of();
        private Cycle cycle = Cycle.NONE;
        private @Nullable Path home;

        private Builder(Access access) {
            this.access = access;
        }

        /** Limits for unprivileged callers; by default {@link Quotas#DEFAULT}. */
        public Builder quotas(Quotas limits) {
            quotas = limits;
            return this;
        }

        /** Who hears of every operation; by default nobody. */
        public Builder log(AccessLog listener) {
            log = listener;
            return this;
        }

        /** The clock for uptime and for fairness, in nanoseconds; by default {@link System#nanoTime}. */
        public Builder clock(LongSupplier clock) {
            nanos = clock;
            return this;
        }

        /** What ends reservations by that clock; by default a thread that the JVM starts when there is the first one. */
        public Builder timer(Timer alarm) {
            timer = alarm;
            return this;
        }

        /** Mounts a region; its mount point becomes a node of the tree. Mounts are not nested. */
        public Builder region(Path at, Region region) {
            points.add(at);
            regions.add(region);
            return this;
        }

        /** The paths that the application publishes; nobody else may change them. */
        public Builder owned(Collection<Path> paths) {
            owned = List.copyOf(paths);
            return this;
        }

        /** Those of the owned paths that hold what was fixed when the application was compiled. */
        public Builder constants(Collection<Path> paths) {
            constants = List.copyOf(paths);
            return this;
        }

        /** What runs inside each commit; by default {@link Cycle#NONE}. */
        public Builder cycle(Cycle runner) {
            cycle = runner;
            return this;
        }

        /** Where relative paths of the program start; by default the home that the access rule gives its owner. */
        public Builder home(Path start) {
            home = start;
            return this;
        }

        /**
         * The store, with the initial tree.
         *
         * @throws IllegalArgumentException when mounts conflict, or a path to be published lies in one
         */
        public Store build() {
            return new Store(this);
        }
    }
}
