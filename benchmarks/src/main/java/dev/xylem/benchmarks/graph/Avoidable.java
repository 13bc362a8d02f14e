package dev.xylem.benchmarks.graph;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;

/** A chain whose second value never changes, so that the rest need not run. */
@Part
abstract class Avoidable {
    /** The program. */
    @Synthesize(Avoidable.class)
    interface App {}

    private final Tally tally;

    Avoidable(Tally tally) {
        this.tally = tally;
    }

    @Input(value = "avoidable/source", orElse = "0")
    abstract int source();

    @Derived
    static int same(int source) {
        assert Evaluations.count();
        return source;
    }

    @Derived
    static int zero(int same) {
        assert Evaluations.count();
        return same & 0;
    }

    @Derived
    static int third(int zero) {
        assert Evaluations.count();
        return busy() + zero + 1;
    }

    @Derived
    static int fourth(int third) {
        assert Evaluations.count();
        return third + 2;
    }

    @Derived
    static int fifth(int fourth) {
        assert Evaluations.count();
        return fourth + 3;
    }

    @Effect
    void show(int fifth) {
        tally.run(fifth);
    }

    /** Work that is felt when it is done in vain. */
    static int busy() {
        int state = 1;
        for (int i = 0; i < 100; i++) {
            state = state * 1_103_515_245 + 12_345;
        }
        return state == 0 ? 1 : 0;
    }
}
