package app;

import dev.xylem.Change;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import java.util.ArrayList;
import java.util.List;

/** z = x + y, and what follows from it in a diamond. */
@Part
public abstract class Sum {
    /** Which derived methods ran, in order. */
    static final List<String> EVALUATED = new ArrayList<>();

    private final Journal journal;

    protected Sum(Journal journal) {
        this.journal = journal;
    }

    /** The left operand. */
    @Input("sum/x")
    abstract long x();

    @Input(value = "sum/y", orElse = "5")
    abstract long y();

    @Derived
    @Publish("sum/z")
    static long z(long x, long y) {
        EVALUATED.add("z");
        return Math.addExact(x, y);
    }

    @Derived
    static long tens(long z) {
        EVALUATED.add("tens");
        return z / 10;
    }

    @Derived
    static String both(long tens, long z) {
        EVALUATED.add("both");
        if (tens != z / 10) {
            throw new IllegalStateException("glitch: " + tens + " of " + z);
        }
        return tens + "/" + z;
    }

    @Effect
    void onZ(long z) {
        journal.note("z " + z);
    }

    @Effect
    void onTens(Change<Long> tens, long x) {
        journal.note("tens " + tens.oldValue() + " to " + tens.newValue() + ", x " + x);
    }
}
