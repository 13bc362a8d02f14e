package dev.xylem.xen;

import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Synthesize;

/** Values in places that only watches of their own cover. */
@Synthesize(Many.Places.class)
public interface Many {
    /** Four of them. */
    @Part
    abstract class Places {
        @Input(value = "a", orElse = "0")
        abstract int a();

        @Input(value = "b", orElse = "0")
        abstract int b();

        @Input(value = "c", orElse = "0")
        abstract int c();

        @Input(value = "d", orElse = "0")
        abstract int d();
    }
}
