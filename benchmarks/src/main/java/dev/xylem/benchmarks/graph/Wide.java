package dev.xylem.benchmarks.graph;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;
import dev.xylem.family.Family;
import java.util.Optional;

/** A family of numbers, a value of each, and what is aggregated over these. */
@Part
abstract class Wide {
    /** The program. */
    @Synthesize(Wide.class)
    interface App {}

    @Input("wide")
    abstract Family<Integer, Integer> numbers();

    @Derived
    static Family<Integer, Long> squares(Family<Integer, Integer> numbers) {
        return numbers.map(Wide::square);
    }

    private static long square(int key, int number) {
        return (long) number * number;
    }

    @Derived
    static long sum(Family<Integer, Long> squares) {
        return squares.sum(Long::longValue);
    }

    @Derived
    static int odd(Family<Integer, Integer> numbers) {
        return numbers.count(Wide::isOdd);
    }

    private static boolean isOdd(int number) {
        return number % 2 != 0;
    }

    @Derived
    static Optional<Long> greatest(Family<Integer, Long> squares) {
        return squares.max(Long::longValue);
    }
}
