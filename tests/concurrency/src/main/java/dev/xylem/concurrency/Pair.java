package dev.xylem.concurrency;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;

/** A small program, of fields: a value and another one that is always equal to it. */
@Part
abstract class Pair {
    /** The program. */
    @Synthesize(Pair.class)
    interface App {}

    @Input(value = "pair/source", orElse = "0")
    abstract int source();

    @Derived
    static int copy(int source) {
        return source;
    }
}
