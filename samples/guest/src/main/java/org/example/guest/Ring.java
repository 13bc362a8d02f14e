package org.example.guest;

import dev.xylem.Derived;
import dev.xylem.From;
import dev.xylem.Part;
import dev.xylem.Publish;
import dev.xylem.xenstore.device.FrontEnd;
import dev.xylem.xenstore.device.XenbusState;

/** What a device of the guest tells its back end beside its state. */
@Part
public abstract class Ring {
    /** The grant of the page that both ends share, in the transaction that opens the device; 0 while it is closed. */
    @Derived
    @Publish(value = "ring-ref", existing = true)
    static int ringRef(@From(part = FrontEnd.class, value = "state") XenbusState state) {
        return state.isOpen() ? 8 : 0;
    }
}
