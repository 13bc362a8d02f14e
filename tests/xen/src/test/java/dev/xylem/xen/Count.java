package dev.xylem.xen;

import dev.xylem.Fold;
import dev.xylem.From;
import dev.xylem.Part;
import dev.xylem.Publish;

/** Counts how often a guest's memory has changed. */
@Part
public abstract class Count {
    @Fold(initial = "0")
    @Publish("data/changes")
    static long changes(long previous, @From(part = Balloon.class, value = "goalKiB") long goalKiB) {
        return previous + 1;
    }
}
