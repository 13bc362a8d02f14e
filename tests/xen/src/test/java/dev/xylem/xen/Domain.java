package dev.xylem.xen;

import dev.xylem.Synthesize;
import dev.xylem.Use;
import dev.xylem.xenstore.device.FrontEnd;

/** What runs in a domain of a real Xen: memory, and a device of a kind that no kernel has a driver for. */
@Synthesize(
        value = Balloon.class,
        uses = {
            @Use(value = FrontEnd.class, base = "device/xylem/0"),
            @Use(value = Rings.class, base = "device/xylem/0"),
        })
public interface Domain {}
