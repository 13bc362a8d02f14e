package app;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.family.Family;
import java.util.Optional;

/** State for each instance of a family. */
@Part
public abstract class Counters {
    private final Rig rig;

    protected Counters(Rig rig) {
        this.rig = rig;
    }

    @Input("device/vif")
    abstract Family<Integer, Vif> vifs();

    @Input(value = "step", orElse = "1")
    abstract long step();

    @Input(value = "epoch", orElse = "0")
    abstract int epoch();

    /** How often an instance was changed. */
    @Fold(each = "vifs", initial = "0")
    static int changes(int previous, int id, Vif vif) {
        if (vif.mtu() == 666) {
            throw new IllegalArgumentException("no such luck");
        }
        return previous + 1;
    }

    /** The sum of its values, the first one included; begins again with each epoch. */
    @Fold(each = "vifs", initial = "0", atStart = true, resetOn = "epoch")
    long total(Integer id, Vif vif, long previous, long step, int epoch) {
        rig.during.run();
        return previous + vif.mtu() * step;
    }

    /** The address before this one. */
    @Fold(each = "vifs")
    static Optional<String> last(Optional<String> previous, int id, Vif vif) {
        return Optional.of(vif.mac());
    }

    /** States of states. */
    @Fold(each = "total", initial = "-1")
    static long greatest(long previous, int id, long total) {
        return Math.max(previous, total);
    }

    @Derived
    static long all(Family<Integer, Long> total) {
        return total.sum(Long::longValue);
    }

    @Effect(each = "changes")
    void tell(int id, Optional<Integer> changes) {
        rig.log.add(id + ": " + changes.map(String::valueOf).orElse("gone"));
    }
}
