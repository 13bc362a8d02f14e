package awkward;

import dev.xylem.Change;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import java.io.IOException;

/** Values named like variables, fields and methods of generated code, and like contextual keywords. */
@Part
public abstract class Names {
    @Input(value = "state", orElse = "1")
    abstract long state();

    @Input(value = "now", orElse = "2")
    abstract long now();

    @Input(value = "proposal", orElse = "3")
    abstract long proposal();

    @Input(value = "value", orElse = "4")
    abstract long value();

    @Input(value = "text", orElse = "text")
    abstract String text();

    @Input(value = "record", orElse = "5")
    abstract long record();

    @Input(value = "sealed", orElse = "a")
    abstract byte[] sealed();

    @Derived
    static long next(long state, long now, long proposal) {
        return state + now + proposal;
    }

    @Derived
    static long yield(long next, byte... sealed) {
        return next + sealed.length;
    }

    @Derived
    long var(long yield) {
        return yield;
    }

    @Derived
    long self(long var) {
        return var;
    }

    @Effect
    void when(long yield, Change<Long> record, long value, Change<Long> state, String text) throws IOException {}

    @Effect
    static void call(long self) throws InterruptedException {}
}
