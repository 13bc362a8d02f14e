package app;

import dev.xylem.Change;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import dev.xylem.Secret;
import java.util.Optional;

/** Keeps the guest's memory where the toolstack asks for it. */
@Part
public abstract class Balloon {
    private final MemoryDriver driver;

    protected Balloon(MemoryDriver driver) {
        this.driver = driver;
    }

    @Input("memory/target")
    abstract long targetKiB();

    @Input(value = "memory/static-max", orElse = "1048576")
    abstract long limitKiB();

    @Input("name")
    abstract Optional<String> name();

    @Input(value = "token", orElse = "none")
    abstract Secret<String> token();

    /** What the balloon aims at. */
    @Derived
    @Publish("memory/goal")
    static long goalKiB(long targetKiB, long limitKiB) {
        return Math.min(targetKiB, limitKiB);
    }

    @Effect
    void resize(long goalKiB) {
        driver.balloonTo(goalKiB);
    }

    @Effect
    void tell(Change<Long> goalKiB, Optional<String> name) {
        driver.tell(goalKiB, name);
    }
}
