package dev.xylem.benchmarks.graph;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;
import dev.xylem.family.Family;

/** The sum of a thousand numbers, as that of a family. */
@Part
abstract class Wide1000 {
    /** The program. */
    @Synthesize(Wide1000.class)
    interface App {}

    private final Tally tally;

    Wide1000(Tally tally) {
        this.tally = tally;
    }

    @Input("wide1000")
    abstract Family<Integer, Integer> numbers();

    @Derived
    static int sum(Family<Integer, Integer> numbers) {
        assert Evaluations.count();
        return (int) numbers.sum(Integer::longValue);
    }

    @Effect
    void show(int sum) {
        tally.run(sum);
    }
}
