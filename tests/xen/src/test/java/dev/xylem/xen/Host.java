package dev.xylem.xen;

import dev.xylem.Export;
import dev.xylem.Synthesize;
import dev.xylem.xenstore.XenstoreRings;

/** A control domain that is the store of its guests. */
@Synthesize(Allotted.class)
@Export(XenstoreRings.class)
public interface Host {
    /** Of the generated {@code main}. */
    static Balloon.Journal journal() {
        return System.out::println;
    }
}
