package dev.xylem.xen;

import dev.xylem.Derived;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import dev.xylem.xenstore.device.Handshake;
import dev.xylem.xenstore.device.XenbusState;
import java.util.Optional;

/** The back end of a disk, which waits for what its hotplug script finds. */
@Part
public abstract class Disk {
    @Input("frontend")
    abstract Optional<String> frontend();

    @Input(value = "frontend/@/state", orElse = "0")
    abstract XenbusState frontendState();

    @Input(value = "online", orElse = "1")
    abstract boolean online();

    @Input("physical-device")
    abstract Optional<String> physicalDevice();

    @Input("hotplug-error")
    abstract Optional<String> hotplugError();

    @Fold(initial = "1", atStart = true)
    @Publish(value = "state", existing = true)
    static XenbusState state(
            XenbusState previous,
            Optional<String> frontend,
            XenbusState frontendState,
            boolean online,
            Optional<String> physicalDevice) {
        return Handshake.backEnd(previous, frontendState, frontend.isPresent(), online, physicalDevice.isPresent());
    }

    @Derived
    static String status(XenbusState state, Optional<String> hotplugError) {
        return hotplugError.map(why -> "failed: " + why).orElse(state.name());
    }
}
