package app;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;

/** Required inputs at several depths, and nothing that is published. */
@Part
public abstract class Deep {
    @Input("deep/a/one")
    abstract int one();

    @Input("deep/b/c/two")
    abstract int two();

    @Derived
    static int total(int one, int two) {
        return one + two;
    }
}
