package app;

import dev.xylem.Child;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.family.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Families in records and in families. */
@Part
public abstract class Rack {
    static final List<String> VISITED = new ArrayList<>();

    private final Rig rig;

    protected Rack(Rig rig) {
        this.rig = rig;
    }

    /** A queue of a port. */
    public record Queue(String ring, @Child(orElse = "0") long rate) {
        private static final java.util.function.ToLongFunction<Queue> RATE = queue -> {
            VISITED.add("queue " + queue.ring());
            return queue.rate();
        };
    }

    /** A port with its queues beside its address, and rules in a directory of their own. */
    public record Port(
            @Child(orElse = "-") String mac,
            @Child("queue-{n}") Family<Integer, Queue> queues,
            @Child("fw/rules") Family<String, Integer> rules) {
        long rate() {
            VISITED.add("port " + mac);
            return queues.sum(Queue.RATE);
        }
    }

    /** A host with its interfaces. */
    public record Host(@Child(orElse = "none") String name, Family<Integer, Vif> vifs) {}

    @Input("ports")
    abstract Family<Integer, Port> ports();

    @Input("dev")
    abstract Family<String, Family<Integer, Vif>> devices();

    @Input("host")
    abstract Host host();

    @Derived
    static long rate(Family<Integer, Port> ports) {
        return ports.sum(Port::rate);
    }

    @Derived
    static int count(Family<String, Family<Integer, Vif>> devices) {
        return (int) devices.sum(Family::size);
    }

    @Derived
    static Optional<Integer> greatest(Family<String, Family<Integer, Vif>> devices) {
        return devices.max(Rack::mtu).filter(mtu -> mtu >= 0);
    }

    private static int mtu(Family<Integer, Vif> kind) {
        return kind.max(Vif::mtu).orElse(-1);
    }

    @Derived
    static long sum(Host host) {
        return host.vifs().sum(Vif::mtu);
    }

    /** How often a port or one of its queues changed. */
    @Fold(each = "ports", initial = "0")
    static int changes(int previous, int id, Port port) {
        return previous + 1;
    }

    @Effect(each = "ports")
    void tell(int id, Optional<Port> port) {
        rig.log.add(id + " " + port.map(p -> p.mac() + " " + p.queues().size() + " " + p.rules().size()).orElse("gone"));
    }
}
