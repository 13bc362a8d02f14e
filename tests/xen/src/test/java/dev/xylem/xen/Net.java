package dev.xylem.xen;

import dev.xylem.Child;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.family.Family;

/** The interfaces of a guest with their queues. */
@Part
public abstract class Net {
    private final Balloon.Journal journal;

    protected Net(Balloon.Journal journal) {
        this.journal = journal;
    }

    /** A queue. */
    public record Queue(String ring) {}

    /** An interface. */
    public record Vif(
            @Child(orElse = "-") String mac,
            @Child("queue-{n}") Family<Integer, Queue> queues) {}

    @Input("device/vif")
    abstract Family<Integer, Vif> vifs();

    @Derived
    static long queues(Family<Integer, Vif> vifs) {
        return vifs.sum(Net::queues);
    }

    private static long queues(Vif vif) {
        return vif.queues().size();
    }

    @Fold(each = "vifs", initial = "0")
    static int changes(int previous, int id, Vif vif) {
        return previous + 1;
    }

    @Effect(each = "vifs")
    AutoCloseable serve(int id, Vif vif) {
        journal.accept("serve " + id + " " + vif.mac() + " " + vif.queues().size());
        return () -> journal.accept("close " + id + " " + vif.mac());
    }
}
