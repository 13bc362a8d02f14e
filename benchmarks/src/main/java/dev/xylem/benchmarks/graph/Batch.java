package dev.xylem.benchmarks.graph;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;

/** Ten sources that one commit writes, a value of each, and their sum. */
@Part
abstract class Batch {
    /** The program. */
    @Synthesize(Batch.class)
    interface App {}

    private final Tally tally;

    Batch(Tally tally) {
        this.tally = tally;
    }

    @Input(value = "batch/0", orElse = "0")
    abstract int s0();

    @Input(value = "batch/1", orElse = "0")
    abstract int s1();

    @Input(value = "batch/2", orElse = "0")
    abstract int s2();

    @Input(value = "batch/3", orElse = "0")
    abstract int s3();

    @Input(value = "batch/4", orElse = "0")
    abstract int s4();

    @Input(value = "batch/5", orElse = "0")
    abstract int s5();

    @Input(value = "batch/6", orElse = "0")
    abstract int s6();

    @Input(value = "batch/7", orElse = "0")
    abstract int s7();

    @Input(value = "batch/8", orElse = "0")
    abstract int s8();

    @Input(value = "batch/9", orElse = "0")
    abstract int s9();

    @Derived
    static int d0(int s0) {
        assert Evaluations.count();
        return s0 + 1;
    }

    @Derived
    static int d1(int s1) {
        assert Evaluations.count();
        return s1 + 1;
    }

    @Derived
    static int d2(int s2) {
        assert Evaluations.count();
        return s2 + 1;
    }

    @Derived
    static int d3(int s3) {
        assert Evaluations.count();
        return s3 + 1;
    }

    @Derived
    static int d4(int s4) {
        assert Evaluations.count();
        return s4 + 1;
    }

    @Derived
    static int d5(int s5) {
        assert Evaluations.count();
        return s5 + 1;
    }

    @Derived
    static int d6(int s6) {
        assert Evaluations.count();
        return s6 + 1;
    }

    @Derived
    static int d7(int s7) {
        assert Evaluations.count();
        return s7 + 1;
    }

    @Derived
    static int d8(int s8) {
        assert Evaluations.count();
        return s8 + 1;
    }

    @Derived
    static int d9(int s9) {
        assert Evaluations.count();
        return s9 + 1;
    }

    @Derived
    static int sum(int d0, int d1, int d2, int d3, int d4, int d5, int d6, int d7, int d8, int d9) {
        assert Evaluations.count();
        return d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + d8 + d9;
    }

    @Effect
    void show(int sum) {
        tally.run(sum);
    }
}
