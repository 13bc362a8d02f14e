package app;

import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;

/** A part whose effect reads what it does not name, behind the compiler's back. */
@Part
public abstract class Untold {
    @Input(value = "untold/told", orElse = "0")
    abstract int told();

    @Input(value = "untold/hidden", orElse = "0")
    abstract int hidden();

    @Effect
    void read(int told) {
        Reader.read(this);
    }

    private static final class Reader {
        static int read(Untold part) {
            return part.hidden();
        }
    }
}
