package app;

import dev.xylem.Effect;
import dev.xylem.From;
import dev.xylem.OnlyIf;
import dev.xylem.Part;
import java.util.function.LongSupplier;

/** Only in programs that are traced; what it depends on, others need not give. */
@OnlyIf("radio.trace")
@Part
public abstract class Tracer {
    private final LongSupplier time;

    protected Tracer(LongSupplier time) {
        this.time = time;
    }

    @Effect
    void log(@From(part = Tuner.class) int frequency) {
        System.err.println(time.getAsLong() + " " + frequency);
    }
}
