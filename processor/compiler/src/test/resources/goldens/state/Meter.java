package app;

import dev.xylem.Constant;
import dev.xylem.Effect;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import java.util.List;

/** Remembers. */
@Part
public abstract class Meter {
    @Input(value = "reading", orElse = "0")
    abstract long reading();

    @Input(value = "epoch", orElse = "0")
    abstract int epoch();

    @Constant(value = "meter.step", orElse = "2")
    abstract long step();

    @Fold(initial = "0", resetOn = "epoch")
    @Publish("total")
    static long total(long previous, long reading, int epoch, long step) {
        return previous + reading * step;
    }

    @Fold
    List<Long> last(long reading, List<Long> previous) {
        return List.of(reading);
    }

    @Effect
    void show(long total, List<Long> last) {}

    @Effect
    AutoCloseable listen(int epoch) {
        return null;
    }
}
