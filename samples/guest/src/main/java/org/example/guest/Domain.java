package org.example.guest;

import dev.xylem.Synthesize;
import dev.xylem.Use;
import dev.xylem.xenstore.device.FrontEnd;

/** The guest as all that runs in a domain of Xen: the same parts, and the front end of a device. */
@Synthesize(
        value = {Balloon.class, Sum.class},
        uses = {
            @Use(value = FrontEnd.class, base = "device/xylem/0"),
            @Use(value = Ring.class, base = "device/xylem/0"),
        })
public interface Domain {}
