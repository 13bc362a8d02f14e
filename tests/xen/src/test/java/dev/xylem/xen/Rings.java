package dev.xylem.xen;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.From;
import dev.xylem.Part;
import dev.xylem.Publish;
import dev.xylem.xenstore.device.FrontEnd;
import dev.xylem.xenstore.device.XenbusState;

/** What a network device says of itself beside its state. */
@Part
public abstract class Rings {
    private final Balloon.Journal journal;

    protected Rings(Balloon.Journal journal) {
        this.journal = journal;
    }

    @Derived
    @Publish(value = "ring-ref", existing = true)
    static int ringRef(@From(part = FrontEnd.class, value = "state") XenbusState state) {
        return state.isOpen() ? 8 : 0;
    }

    @Derived
    @Publish(value = "event-channel", existing = true)
    static int eventChannel(@From(part = FrontEnd.class, value = "state") XenbusState state) {
        return state.isOpen() ? 17 : 0;
    }

    @Effect
    void link(@From(part = FrontEnd.class, value = "connected") boolean connected) {
        journal.accept(connected ? "up" : "down");
    }
}
