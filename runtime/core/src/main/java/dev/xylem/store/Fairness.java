package dev.xylem.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that nobody loses for ever. A session whose transactions conflict with commits of others again and again gets a
 * {@link Reservation} when it begins the next one: commits of others that would undo that one as well are put off, whoever
 * makes them. Older reservations go before younger ones.
 *
 * <p>What that costs others is bounded: nobody is put off for longer than a hold by one reservation, nor longer than {@link
 * #LONGEST} by several. Those of unprivileged holders are short, one at a time, and have pauses. Used under the commit lock.
 */
final class Fairness {
    /** Who lost so many times gets a reservation. */
    static final int LOSSES = 2;
    /** If privileged and lost so many times, one of everything: then only its own slowness can make it lose. */
    static final int DESPERATE = 4;
    /** Reservations at the same time. */
    static final int MOST = 4;
    /** How long a reservation may put others off, in nanoseconds, from when somebody is first put off. */
    static final long HOLD = TimeUnit.MILLISECONDS.toNanos(20);

    static final long HOLD_PRIVILEGED = TimeUnit.MILLISECONDS.toNanos(250);
    /** How long somebody can be put off by one reservation after another. */
    static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(500);
    /** How long a reservation lasts that puts nobody off. */
    static final long UNUSED = TimeUnit.SECONDS.toNanos(5);
    /** How long an unprivileged principal waits from one reservation to its next. */
    static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    /** How long losses count. */
    static final long FORGET = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanos;
    private final Store.Timer timer;
    private final Runnable tick;
    private final Committer committer;
    private final Accounts accounts;
    private final AccessLog log;

    /** Oldest first. */
    private final List<Reservation> reservations = new ArrayList<>(MOST);

    /** Until when unprivileged principals have to wait for their next reservation. */
    private final Map<Principal, Long> pauses = new HashMap<>();

    /** Until when all of them have to: as long as the last of theirs put others off. */
    private long pause;

    /**
     * @param tick has {@link #tick} called under the commit lock
     */
    Fairness(
            LongSupplier nanos,
            Store.Timer timer,
            Runnable tick,
            Committer committer,
            Accounts accounts,
            AccessLog log) {
        this.nanos = nanos;
        this.timer = timer;
        this.tick = tick;
        this.committer = committer;
        this.accounts = accounts;
        this.log = log;
        this.pause = nanos.getAsLong();
    }

    /** Whether any commit may have to be put off. */
    boolean active() {
        return !reservations.isEmpty();
    }

    /** A session begins a transaction. */
    void began(Session session) {
        Losses losses = session.losses;
        if (losses == null) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - losses.last > FORGET) {
            session.losses = null;
            return;
        }
        expire(now);
        boolean privileged = session.actor().privileged;
        if (losses.count < LOSSES
                || of(session) != null
                || reservations.size() >= MOST
                || !(privileged || hasTurn(session, now))) {
            return;
        }
        Snapshot state = committer.state();
        boolean everything = privileged && (losses.tooMuch || losses.count >= DESPERATE);
        reservations.add(
                new Reservation(session, state.number(), losses.expected(state), everything, losses.at, now + UNUSED));
        session.account().count(Account.Event.RESERVATION);
    }

    private boolean hasTurn(Session session, long now) {
        pauses.values().removeIf(until -> now - until >= 0);
        return now - pause >= 0
                && !pauses.containsKey(session.caller().principal())
                && reservations.stream().allMatch(other -> other.holder.actor().privileged);
    }

    /**
     * Lets a commit pass, or puts it off.
     *
     * @throws DeferredException when it would be in the way of somebody who has a reservation
     */
    void admit(Session session, Working tree) throws DeferredException {
        long now = nanos.getAsLong();
        expire(now);
        for (Reservation reservation : reservations) {
            if (reservation.holder.equals(session)) {
                return;
            }
            Path place = reservation.inTheWay(tree, committer.state());
            if (place != null && mustWait(session, now)) {
                putOff(session, reservation, place, now);
            }
        }
    }

    private static boolean mustWait(Session session, long now) {
        if (!session.waits) {
            session.waits = true;
            session.waitsSince = now;
        }
        return now - session.waitsSince < LONGEST;
    }

    private void putOff(Session session, Reservation reservation, Path place, long now) throws DeferredException {
        if (!reservation.defers) {
            long hold = reservation.holder.actor().privileged ? HOLD_PRIVILEGED : HOLD;
            reservation.defers = true;
            if (reservation.deadline - now > hold) {
                reservation.deadline = now + hold;
            }
            timer.after(reservation.deadline - now, tick);
        }
        session.account().count(Account.Event.DEFERRAL);
        log.deferred(session.caller(), place, reservation.holder.caller());
        throw new DeferredException(place, reservation);
    }

    /** A transaction of a session has ended, however that was. */
    void ended(Session session, Transaction transaction, boolean won) {
        Reservation reservation = of(session);
        if (reservation != null
                && transaction.start() >= reservation.start
                && (won || transaction.seen().mentions(reservation.lost))) {
            end(reservation);
        }
        Losses losses = session.losses;
        if (won && losses != null && transaction.seen().mentions(losses.at)) {
            session.losses = null;
        }
    }

    /** A transaction of a session was lost. Losses to the session itself, or to its own unprivileged principal, do not count. */
    void lost(Session session, Transaction transaction, Path at) {
        long culprit = culprit(at, committer.state());
        Account account = session.account();
        account.count(Account.Event.CONFLICT);
        Reservation reservation = of(session);
        if (reservation != null && transaction.start() >= reservation.start) {
            end(reservation);
        }
        CommitLog commits = committer.commits();
        if (culprit <= transaction.start()) {
            return;
        }
        if (commits.knows(culprit)) {
            Principal origin = commits.origin(culprit);
            boolean own = origin.equals(account.principal());
            if (commits.session(culprit) == session.number() || (own && !session.actor().privileged)) {
                return;
            }
            accounts.look(origin).count(Account.Event.CAUSED);
        }
        if (session.losses == null) {
            session.losses = new Losses(at);
        }
        session.losses.add(transaction.seen(), at, nanos.getAsLong());
    }

    /** The last commit that changed what is or was at a path. */
    private static long culprit(Path path, Snapshot now) {
        int existing = now.matched(path);
        Node node = now.ancestor(path, existing);
        return existing < path.depth()
                ? node.childrenVersion()
                : Math.max(Math.max(node.valueVersion(), node.aclVersion()), node.childrenVersion());
    }

    /** A session drops everything. */
    void reset(Session session) {
        session.losses = null;
        session.waits = false;
        Reservation reservation = of(session);
        if (reservation != null) {
            end(reservation);
        }
    }

    /** Ends reservations whose time is over. */
    void tick() {
        long now = nanos.getAsLong();
        expire(now);
        for (Reservation reservation : reservations) {
            if (reservation.defers) {
                timer.after(reservation.deadline - now, tick);
                return;
            }
        }
    }

    private void expire(long now) {
        for (int i = reservations.size() - 1; i >= 0; i--) {
            if (now - reservations.get(i).deadline >= 0) {
                end(reservations.get(i));
            }
        }
    }

    private void end(Reservation reservation) {
        reservations.remove(reservation);
        if (!reservation.holder.actor().privileged) {
            long now = nanos.getAsLong();
            pauses.put(reservation.holder.caller().principal(), now + PAUSE);
            pause = reservation.defers ? now + HOLD : now;
        }
        reservation.end();
    }

    private @Nullable Reservation of(Session session) {
        for (Reservation reservation : reservations) {
            if (reservation.holder.equals(session)) {
                return reservation;
            }
        }
        return null;
    }
}
