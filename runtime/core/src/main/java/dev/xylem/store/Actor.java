package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/** A caller, and what is decided about it once for its whole session. */
final class Actor {
    private final Access access;
    final Caller caller;
    final Account account;
    final boolean privileged;
    /** The number of the session. */
    final long session;

    Actor(Access access, Caller caller, Account account, long session) {
        this.access = access;
        this.caller = caller;
        this.account = account;
        this.session = session;
        this.privileged = access.privileged(caller);
    }

    Principal principal() {
        return caller.principal();
    }

    /** Whether the caller has all of the given rights to a node. */
    boolean may(int rights, Node node) {
        return privileged || (access.rights(caller, node.acl()) & rights) == rights;
    }

    /** Refuses an unprivileged caller what its quota does not allow. */
    void check(Quota quota, @Nullable Object place, long used) throws QuotaException {
        if (!privileged) {
            account.check(quota, place, used);
        }
    }
}
