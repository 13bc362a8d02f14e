package app;

import dev.xylem.Child;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.family.Family;
import java.util.Optional;

/** Interfaces with queues, what is derived from them, their states, and what is done for each. */
@Part
abstract class Net {
    record Queue(String ring, @Child(orElse = "0") long rate) {}

    record Vif(String mac, @Child("queue-{n}") Family<Integer, Queue> queues) {
        long rate() {
            return queues.sum(Queue::rate);
        }
    }

    @Input("device/vif")
    abstract Family<Integer, Vif> vifs();

    @Input(value = "limit", orElse = "10")
    abstract long limit();

    @Derived
    static long rate(Family<Integer, Vif> vifs) {
        return vifs.sum(Vif::rate);
    }

    @Fold(each = "vifs", initial = "0", resetOn = "limit")
    static int changes(int previous, int id, Vif vif, long limit) {
        return previous + 1;
    }

    @Effect(each = "vifs")
    AutoCloseable serve(int id, Vif vif, long limit) {
        return () -> {};
    }

    @Effect(each = "changes")
    static void tell(int id, Optional<Integer> changes) {}
}
