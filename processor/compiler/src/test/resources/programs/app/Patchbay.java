package app;

import dev.xylem.Change;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.family.Family;
import java.util.Optional;

/** Effects for each instance of a family, in all forms. */
@Part
public abstract class Patchbay {
    private final Rig rig;

    protected Patchbay(Rig rig) {
        this.rig = rig;
    }

    @Input("device/vif")
    abstract Family<Integer, Vif> vifs();

    @Input(value = "device/limit", orElse = "1000")
    abstract long limit();

    /** Held for each instance, under its address. */
    @Effect(each = "vifs")
    AutoCloseable port(int id, Vif vif) {
        return vif.mtu() == 0 ? null : rig.open(vif.mac());
    }

    @Effect(each = "vifs")
    void tell(int id, Optional<Vif> vif) {
        rig.log.add("tell " + id + " " + vif.map(Vif::mtu).orElse(-1));
    }

    @Effect(each = "vifs")
    void change(Integer id, Change<Optional<Vif>> vif, long limit) {
        rig.log.add("change " + id + " " + mac(vif.oldValue()) + " " + mac(vif.newValue()) + " below " + limit);
    }

    private static String mac(Optional<Vif> vif) {
        return vif.map(Vif::mac).orElse("-");
    }
}
