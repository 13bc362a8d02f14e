package org.example.guest;

import dev.xylem.Export;
import dev.xylem.Synthesize;
import dev.xylem.ninep.NineP;
import dev.xylem.xenstore.Xenstore;

/** The configuration of a guest. */
@Synthesize({Balloon.class, Sum.class})
@Export({Xenstore.class, NineP.class})
public interface Guest {
    /** The driver of the generated {@code main}: says what a real one would do. */
    static MemoryDriver memoryDriver() {
        return sizeKiB -> System.out.println("balloon: resize to " + sizeKiB + " KiB");
    }
}
