package dev.xylem.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The accounts of all principals that have sessions or limits of their own, and the limits of all others. Changed under the
 * commit lock, read by any thread.
 */
final class Accounts {
    private final ConcurrentHashMap<Principal, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicLongArray refusals = new AtomicLongArray(Quota.count());
    private final Committer committer;
    private volatile Quotas defaults;

    Accounts(Quotas defaults, Committer committer) {
        this.defaults = defaults;
        this.committer = committer;
    }

    /** The committed state. */
    Snapshot state() {
        return committer.state();
    }

    Quotas defaults() {
        return defaults;
    }

    /** what is in use already stays. */
    void setDefaults(Quotas limits) {
        defaults = limits;
        accounts.values().forEach(account -> account.follow(limits));
    }

    /** The account of a principal, a new one if there is none. */
    Account open(Principal principal) {
        return accounts.computeIfAbsent(principal, owner -> new Account(this, owner, defaults));
    }

    /** The account of a principal, or one that nobody else sees. */
    Account look(Principal principal) {
        Account found = accounts.get(principal);
        return found == null ? new Account(this, principal, defaults) : found;
    }

    void limit(Principal principal, Quota quota, int limit) {
        open(principal).limit(quota, limit, defaults);
    }

    /** A session of the account has ended. */
    void left(Account account) {
        account.sessions--;
        if (account.idle()) {
            accounts.remove(account.principal(), account);
        }
    }

    /** */
    void forget(Principal principal) {
        accounts.remove(principal);
    }

    List<Account> all() {
        return new ArrayList<>(accounts.values());
    }

    void count(Quota quota) {
        refusals.incrementAndGet(quota.ordinal());
    }

    long refusals(Quota quota) {
        return refusals.get(quota.ordinal());
    }
}
