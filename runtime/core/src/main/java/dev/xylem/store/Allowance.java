package dev.xylem.store;

import java.util.HashMap;
import java.util.Map;

/** How many watches, or open transactions, each principal has over all its sessions. Used under the commit lock. */
final class Allowance {
    private final String quota;
    private final Map<Principal, Integer> used = new HashMap<>();

    Allowance(String quota) {
        this.quota = quota;
    }

    /**
     * Takes one more.
     *
     * @throws StoreException ENOSPC when an unprivileged caller has as many as the limit allows
     */
    void take(Actor actor, int limit) throws StoreException {
        int more = used.getOrDefault(actor.principal(), 0) + 1;
        if (!actor.privileged && Quotas.exceeds(more, limit)) {
            throw Writing.exhausted(null, quota, limit);
        }
        used.put(actor.principal(), more);
    }

    /** Gives some back. */
    void give(Actor actor, int count) {
        used.computeIfPresent(actor.principal(), (principal, now) -> now <= count ? null : now - count);
    }

    int used(Principal principal) {
        return used.getOrDefault(principal, 0);
    }
}
