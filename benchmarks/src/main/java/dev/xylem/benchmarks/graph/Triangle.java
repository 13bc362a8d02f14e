package dev.xylem.benchmarks.graph;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;

/** A chain of nine, and the sum of the source and of every link. */
@Part
abstract class Triangle {
    /** The program. */
    @Synthesize(Triangle.class)
    interface App {}

    private final Tally tally;

    Triangle(Tally tally) {
        this.tally = tally;
    }

    @Input(value = "triangle/source", orElse = "0")
    abstract int source();

    @Derived
    static int c1(int source) {
        assert Evaluations.count();
        return source + 1;
    }

    @Derived
    static int c2(int c1) {
        assert Evaluations.count();
        return c1 + 1;
    }

    @Derived
    static int c3(int c2) {
        assert Evaluations.count();
        return c2 + 1;
    }

    @Derived
    static int c4(int c3) {
        assert Evaluations.count();
        return c3 + 1;
    }

    @Derived
    static int c5(int c4) {
        assert Evaluations.count();
        return c4 + 1;
    }

    @Derived
    static int c6(int c5) {
        assert Evaluations.count();
        return c5 + 1;
    }

    @Derived
    static int c7(int c6) {
        assert Evaluations.count();
        return c6 + 1;
    }

    @Derived
    static int c8(int c7) {
        assert Evaluations.count();
        return c7 + 1;
    }

    @Derived
    static int c9(int c8) {
        assert Evaluations.count();
        return c8 + 1;
    }

    @Derived
    static int sum(int source, int c1, int c2, int c3, int c4, int c5, int c6, int c7, int c8, int c9) {
        assert Evaluations.count();
        return source + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9;
    }

    @Effect
    void show(int sum) {
        tally.run(sum);
    }
}
