package dev.xylem.xen;

import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;

/** What a control domain follows of a guest. */
@Part
public abstract class Allotted {
    private final Balloon.Journal journal;

    protected Allotted(Balloon.Journal journal) {
        this.journal = journal;
    }

    @Input(value = "/local/domain/7/data/goal", orElse = "0")
    abstract long goalOf7();

    @Effect
    void say(long goalOf7) {
        journal.accept("domain 7 has " + goalOf7);
    }
}
