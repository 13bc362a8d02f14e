package dev.xylem.benchmarks.graph;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;

/** One source, five values of it, their sum. */
@Part
abstract class Diamond {
    /** The program. */
    @Synthesize(Diamond.class)
    interface App {}

    private final Tally tally;

    Diamond(Tally tally) {
        this.tally = tally;
    }

    @Input(value = "diamond/source", orElse = "0")
    abstract int source();

    @Derived
    static int a(int source) {
        assert Evaluations.count();
        return source + 1;
    }

    @Derived
    static int b(int source) {
        assert Evaluations.count();
        return source + 1;
    }

    @Derived
    static int c(int source) {
        assert Evaluations.count();
        return source + 1;
    }

    @Derived
    static int d(int source) {
        assert Evaluations.count();
        return source + 1;
    }

    @Derived
    static int e(int source) {
        assert Evaluations.count();
        return source + 1;
    }

    @Derived
    static int sum(int a, int b, int c, int d, int e) {
        assert Evaluations.count();
        return a + b + c + d + e;
    }

    @Effect
    void show(int sum) {
        tally.run(sum);
    }
}
