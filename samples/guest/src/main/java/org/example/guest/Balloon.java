package org.example.guest;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;

/** Keeps the guest's memory where the toolstack asks for it. */
@Part
public abstract class Balloon {
    private final MemoryDriver driver;

    protected Balloon(MemoryDriver driver) {
        this.driver = driver;
    }

    /** What the toolstack asks for. */
    @Input("memory/target")
    abstract long targetKiB();

    /** What the guest may have at most. */
    @Input(value = "memory/static-max", orElse = "1048576")
    abstract long limitKiB();

    /** What the guest shall have, for everybody to read. */
    @Derived
    @Publish("data/goal")
    static long goalKiB(long targetKiB, long limitKiB) {
        return Math.min(targetKiB, limitKiB);
    }

    /** Runs once for each commit that changed the goal. */
    @Effect
    void resize(long goalKiB) {
        driver.balloonTo(goalKiB);
    }
}
