package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/** A refusal because a quota is used up, which says which one it was and how much is in use. */
public final class QuotaException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final Quota quota;
    private final long used;
    private final int limit;

    QuotaException(@Nullable Object place, Quota quota, long used, int limit) {
        super(
                quota.errno(),
                place,
                "the quota " + quota.key() + " of " + limit + " is used up, " + used
                        + " are asked for; use less, or raise it");
        this.quota = quota;
        this.used = used;
        this.limit = limit;
    }

    /** The quota. */
    public Quota quota() {
        return quota;
    }

    /** How much would be in use, had this not been refused. */
    public long used() {
        return used;
    }

    /** How much is allowed. */
    public int limit() {
        return limit;
    }
}
