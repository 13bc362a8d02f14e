package dev.xylem.store;

import java.util.Arrays;

/** What one unprivileged principal may use: a limit for each {@link Quota}. Privileged callers have none. Immutable. */
public final class Quotas {
    /** The limits that xenstored has by default. */
    public static final Quotas DEFAULT = standard();
    /** No limits. */
    public static final Quotas UNLIMITED = new Quotas(new int[Quota.count()]);

    private final int[] limits;

    private Quotas(int[] limits) {
        this.limits = limits;
    }

    private static Quotas standard() {
        int[] limits = new int[Quota.count()];
        for (Quota quota : Quota.values()) {
            limits[quota.ordinal()] = quota.standard();
        }
        return new Quotas(limits);
    }

    /** A limit; 0 is unlimited. */
    public int of(Quota quota) {
        return limits[quota.ordinal()];
    }

    /**
     * These limits, one of them changed.
     *
     * @param limit 0 is unlimited
     * @throws IllegalArgumentException when the limit is negative
     */
    public Quotas with(Quota quota, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the quota " + quota.key() + " is negative; 0 means unlimited");
        }
        int[] changed = limits.clone();
        changed[quota.ordinal()] = limit;
        return new Quotas(changed);
    }

    /** Whether so much is more than a limit allows. */
    boolean exceeded(Quota quota, long used) {
        int limit = limits[quota.ordinal()];
        return limit != 0 && used > limit;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quotas that && Arrays.equals(limits, that.limits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(limits);
    }

    /** Every limit by its name. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Quota quota : Quota.values()) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(quota.key())
                    .append('=')
                    .append(of(quota));
        }
        return text.toString();
    }
}
