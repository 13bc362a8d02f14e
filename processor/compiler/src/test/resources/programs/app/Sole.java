package app;

import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;

/** One effect, which holds something. */
@Part
public abstract class Sole {
    private final Rig rig;

    protected Sole(Rig rig) {
        this.rig = rig;
    }

    @Input(value = "sole/n", orElse = "1")
    abstract int n();

    @Effect
    AutoCloseable hold(int n) {
        return rig.open("n " + n);
    }
}
