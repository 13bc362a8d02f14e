package dev.xylem.xenstore.device;

import dev.xylem.Derived;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import java.util.Optional;

/**
 * The end of a device in the domain that serves it; its base is the device, such as {@code backend/vif/7/0}. A back end that has to wait
 * for something, as a disk does for {@code physical-device}, is a part of the application's own with {@link Handshake#backEnd}.
 */
@Part
public abstract class BackEnd {
    /** Without dependencies. */
    protected BackEnd() {}

    /** Where the other end is. */
    @Input("frontend")
    public abstract Optional<String> frontend();

    /** The state of the other end. */
    @Input(value = "frontend/@/state", orElse = "0")
    public abstract XenbusState frontendState();

    /** Whether the toolstack wants the device; it takes that back to have it unplugged. */
    @Input(value = "online", orElse = "1")
    public abstract boolean online();

    /** The state of this end. */
    @Fold(initial = "1", atStart = true)
    @Publish(value = "state", existing = true)
    public static XenbusState state(
            XenbusState previous, Optional<String> frontend, XenbusState frontendState, boolean online) {
        return Handshake.backEnd(previous, frontendState, frontend.isPresent(), online, true);
    }

    /** Whether both ends are connected. */
    @Derived
    public static boolean connected(XenbusState state, XenbusState frontendState) {
        return state == XenbusState.CONNECTED && frontendState == XenbusState.CONNECTED;
    }
}
