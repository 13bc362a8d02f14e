package app;

import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;

/** Holds a timer and a socket. */
@Part
public abstract class Ticker {
    private final Rig rig;
    private final Rig.Resource shared;

    protected Ticker(Rig rig) {
        this.rig = rig;
        this.shared = rig.new Resource("shared");
    }

    @Input(value = "ticker/period", orElse = "10")
    abstract int period();

    @Input(value = "ticker/port", orElse = "80")
    abstract int port();

    @Effect
    Rig.Resource timer(int period) {
        return rig.open("timer " + period);
    }

    @Effect
    void note(int period, int port) {
        rig.log.add("note " + period + " " + port);
    }

    /** Ports below 0 hold nothing. */
    @Effect
    AutoCloseable socket(int port) {
        return port < 0 ? null : rig.open("socket " + port);
    }

    @Effect
    AutoCloseable same(int port) {
        return shared;
    }
}
