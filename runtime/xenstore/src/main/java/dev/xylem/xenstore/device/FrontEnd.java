package dev.xylem.xenstore.device;

import dev.xylem.Derived;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import java.util.Optional;

/**
 * The end of a device in the domain that uses it; its base is the device, such as {@code device/vif/0}. It follows the back end
 * wherever the toolstack says that it is, and writes nothing while the toolstack has no such device. Needs a store elsewhere: on the
 * target {@code unix} the link {@code backend/@} is an ordinary node, which tests can write.
 */
@Part
public abstract class FrontEnd {
    /** Without dependencies. */
    protected FrontEnd() {}

    /** Where the other end is. */
    @Input("backend")
    public abstract Optional<String> backend();

    /** The state of the other end. */
    @Input(value = "backend/@/state", orElse = "0")
    public abstract XenbusState backendState();

    /** The state of this end. */
    @Fold(initial = "1", atStart = true)
    @Publish(value = "state", existing = true)
    public static XenbusState state(XenbusState previous, Optional<String> backend, XenbusState backendState) {
        return Handshake.frontEnd(previous, backendState, backend.isPresent());
    }

    /** Whether both ends are connected. */
    @Derived
    public static boolean connected(XenbusState state, XenbusState backendState) {
        return state == XenbusState.CONNECTED && backendState == XenbusState.CONNECTED;
    }
}
