package dev.xylem.store;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What one principal uses over all its sessions, and what it may use. Thread-safe.
 *
 * <p>Memory is estimated: what the store keeps for nodes, watches and open transactions, and what servers {@linkplain #charge
 * charge} for what they keep. The nodes of the program itself, which is privileged, are not estimated.
 */
public final class Account {
    private final Accounts all;
    private final Principal principal;
    private final AtomicLong charged = new AtomicLong();
    private final AtomicLongArray refusals = new AtomicLongArray(Quota.count());
    private final AtomicLongArray events = new AtomicLongArray(Event.values().length);
    private final AtomicInteger watches = new AtomicInteger();
    private final AtomicInteger transactions = new AtomicInteger();
    private volatile Quotas quotas;

    // Under the commit lock:
    private final int[] own = new int[Quota.count()];
    private boolean changed;
    int sessions;

    Account(Accounts all, Principal principal, Quotas quotas) {
        this.all = all;
        this.principal = principal;
        this.quotas = quotas;
        Arrays.fill(own, -1);
    }

    /** Whose account it is. */
    public Principal principal() {
        return principal;
    }

    /** The limits in force. */
    public Quotas quotas() {
        return quotas;
    }

    /** How much is in use of a quota that is a sum over sessions and nodes; 0 for those of single nodes, transactions and requests. */
    public long used(Quota quota) {
        return switch (quota) {
            case NODES -> all.state().counters().of(principal);
            case WATCHES -> watches.get();
            case TRANSACTIONS -> transactions.get();
            case MEMORY, SOFT_MEMORY -> memory();
            default -> 0;
        };
    }

    /** Octets of memory in use. */
    public long memory() {
        return memory(all.state().counters());
    }

    /** Octets of memory in use if these were the nodes. */
    long memory(Usage nodes) {
        return charged.get() + nodes.octets(principal);
    }

    /** Whether more memory is in use than a quota allows, {@link Quota#MEMORY} or {@link Quota#SOFT_MEMORY}. */
    public boolean exceeds(Quota quota) {
        return quotas.exceeded(quota, memory());
    }

    /** Notes that so many octets more are in use, whatever the limit is. A negative number gives octets back. */
    public void charge(long octets) {
        charged.addAndGet(octets);
    }

    /** What befalls the transactions and changes of a principal. */
    public enum Event {
        /** A transaction was lost to another commit. */
        CONFLICT,
        /** A commit had somebody else lose a transaction. */
        CAUSED,
        /** A transaction got a reservation, after others were lost. */
        RESERVATION,
        /** A change was put off because of somebody's reservation. */
        DEFERRAL
    }

    /** How often something befell the principal. */
    public long events(Event event) {
        return events.get(event.ordinal());
    }

    void count(Event event) {
        events.incrementAndGet(event.ordinal());
    }

    /** How often this quota refused something. */
    public long refusals(Quota quota) {
        return refusals.get(quota.ordinal());
    }

    /** Counts a refusal that a client hears of. */
    public void count(QuotaException refusal) {
        refusals.incrementAndGet(refusal.quota().ordinal());
        all.count(refusal.quota());
    }

    /**
     * Refuses to use more than is allowed.
     *
     * @param place what it is about, or null
     * @param used how much would be in use
     */
    public void check(Quota quota, @Nullable Object place, long used) throws QuotaException {
        Quotas now = quotas;
        if (now.exceeded(quota, used)) {
            throw new QuotaException(place, quota, used, now.of(quota));
        }
    }

    void addWatches(int count) {
        watches.addAndGet(count);
    }

    void addTransactions(int count) {
        transactions.addAndGet(count);
    }

    /** Sets a limit of its own. */
    void limit(Quota quota, int limit, Quotas defaults) {
        own[quota.ordinal()] = limit;
        changed = true;
        follow(defaults);
    }

    /** Takes over what the defaults are now, except for limits of its own. */
    void follow(Quotas defaults) {
        Quotas now = defaults;
        for (Quota quota : Quota.values()) {
            if (own[quota.ordinal()] >= 0) {
                now = now.with(quota, own[quota.ordinal()]);
            }
        }
        quotas = now;
    }

    /** Whether nothing is lost when the account is forgotten. */
    boolean idle() {
        return sessions == 0 && !changed;
    }
}
