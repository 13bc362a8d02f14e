package dev.xylem.check;

import java.time.Duration;

/**
 * How long checks run, and from which seed.
 *
 * <ul>
 *   <li>{@code -Dxylem.check.seconds=N}: seconds for the greatest of the random checks, others take a part of it; 60 where
 *       {@code CI} is set, else 6.
 *   <li>{@code -Dxylem.check.seed=N}: only the case of this seed, as a failure prints it.
 *   <li>{@code -Dxylem.check.full=true}: exhaustive checks take every case, not a sample; so where {@code CI} is set.
 *   <li>{@code -Dxylem.check.base=N}: another sequence of seeds than the usual one.
 * </ul>
 */
public final class Budget {
    private static final boolean CI = System.getenv("CI") != null;

    private Budget() {}

    /** Whether exhaustive checks take every case. */
    public static boolean full() {
        return Boolean.parseBoolean(System.getProperty("xylem.check.full", String.valueOf(CI)));
    }

    /** The time for a check that gets one part in so many. */
    public static Duration part(int divisor) {
        return Duration.ofSeconds(Long.getLong("xylem.check.seconds", CI ? 60 : 6))
                .dividedBy(divisor);
    }

    public static long base() {
        return Long.getLong("xylem.check.base", 1);
    }
}
