package dev.xylem.benchmarks.graph;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;

/** A value that reads one of two others, and which one changes from update to update. */
@Part
abstract class Unstable {
    /** The program. */
    @Synthesize(Unstable.class)
    interface App {}

    private final Tally tally;

    Unstable(Tally tally) {
        this.tally = tally;
    }

    @Input(value = "unstable/source", orElse = "0")
    abstract int source();

    @Derived
    static int twice(int source) {
        assert Evaluations.count();
        return 2 * source;
    }

    @Derived
    static int negative(int source) {
        assert Evaluations.count();
        return -source;
    }

    @Derived
    static int current(int source, int twice, int negative) {
        assert Evaluations.count();
        int sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += (source & 1) != 0 ? twice : negative;
        }
        return sum;
    }

    @Effect
    void show(int current) {
        tally.run(current);
    }
}
