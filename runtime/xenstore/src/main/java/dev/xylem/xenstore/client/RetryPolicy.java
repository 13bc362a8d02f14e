package dev.xylem.xenstore.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often something is tried again, and how long between: never between the first and the second time, then a random part
 * of a span that doubles each time (so that those who collided do not collide again). Immutable.
 *
 * @param attempts how often in all, at least once
 * @param base the span before the third attempt
 * @param cap the longest span
 * @param retryQuota whether transactions that ran out of quota are tried again too; those that could not begin because too
 *     many are open always are
 */
public record RetryPolicy(int attempts, Duration base, Duration cap, boolean retryQuota) {
    /** 64 attempts, 0.5 ms to 50 ms apart: two seconds at most, one on average. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(64, Duration.ofNanos(500_000), Duration.ofMillis(50), false);

    /** As long as it takes, 10 ms to one second apart: for connections. */
    public static final RetryPolicy PATIENT =
            new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(10), Duration.ofSeconds(1), false);

    /** Checks the numbers. */
    public RetryPolicy {
        if (attempts < 1 || base.isNegative() || base.compareTo(cap) > 0 || cap.toDays() > 0) {
            throw new IllegalArgumentException("attempts must be 1 or more, base from 0 to cap, cap below a day");
        }
    }

    /** This policy with another number of attempts. */
    public RetryPolicy withAttempts(int number) {
        return new RetryPolicy(number, base, cap, retryQuota);
    }

    /** This policy, which also tries again what ran out of quota. */
    public RetryPolicy withRetryQuota() {
        return new RetryPolicy(attempts, base, cap, true);
    }

    /** Nanoseconds to wait after an attempt failed, from 0; {@code failed} counts from 1. */
    long pause(int failed, RandomGenerator random) {
        if (failed <= 1) {
            return 0;
        }
        long longest = cap.toNanos();
        long bound = base.toNanos();
        for (int doubled = 2; doubled < failed && bound > 0 && bound < longest; doubled++) {
            bound *= 2;
        }
        bound = Math.min(bound, longest);
        return bound == 0 ? 0 : random.nextLong(bound + 1);
    }
}
