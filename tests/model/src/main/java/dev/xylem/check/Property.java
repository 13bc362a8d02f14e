package dev.xylem.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A property of lists of steps, tried on random lists; a failing one is shrunk before it is reported.
 *
 * <p>The check must accept every list of steps, so that any of them may be left out while shrinking: a step that refers
 * to nothing does nothing.
 *
 * @param <S> a step
 * @param name what the failure message calls it
 * @param generator a case from a seeded source
 * @param check null if the property holds, else what was expected and got
 */
public record Property<S>(String name, Function<Random, List<S>> generator, Function<List<S>, @Nullable String> check) {
    private static final int SHRINKING_RUNS = 5_000;

    /** Tries cases until the time is over, or the one case that {@code xylem.check.seed} names; returns their number. */
    public long holds(Duration time) {
        Long only = Long.getLong("xylem.check.seed");
        if (only != null) {
            holdsFor(only);
            return 1;
        }
        long until = System.nanoTime() + time.toNanos();
        long cases = 0;
        do {
            holdsFor(Budget.base() * 1_000_000_000L + cases);
            cases++;
        } while (System.nanoTime() - until < 0);
        return cases;
    }

    private void holdsFor(long seed) {
        List<S> steps = generator.apply(new Random(seed));
        String failure = failure(steps);
        if (failure == null) {
            return;
        }
        List<S> least = shrink(steps);
        StringBuilder text = new StringBuilder(name).append(" fails for seed ").append(seed);
        text.append(" (again: -Dxylem.check.seed=").append(seed).append(")\n");
        least.forEach(step -> text.append("  ").append(step).append('\n'));
        String again = failure(least);
        throw new AssertionError(text.append(again == null ? "though not each time: " + failure : again)
                .toString());
    }

    private List<S> shrink(List<S> failing) {
        List<S> least = failing;
        int runs = 0;
        for (int chunk = Math.max(1, least.size() / 2); chunk > 0 && runs < SHRINKING_RUNS; ) {
            boolean smaller = false;
            for (int from = 0; from < least.size() && runs < SHRINKING_RUNS; runs++) {
                List<S> without = new ArrayList<>(least.subList(0, from));
                without.addAll(least.subList(Math.min(least.size(), from + chunk), least.size()));
                if (failure(without) != null) {
                    least = without;
                    smaller = true;
                } else {
                    from += chunk;
                }
            }
            chunk = smaller && chunk == 1 ? 1 : chunk / 2;
        }
        return least;
    }

    private @Nullable String failure(List<S> steps) {
        try {
            return check.apply(steps);
        } catch (RuntimeException | StackOverflowError unexpected) {
            return unexpected.toString() + " at "
                    + (unexpected.getStackTrace().length == 0 ? "?" : unexpected.getStackTrace()[0]);
        }
    }
}
