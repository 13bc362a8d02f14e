package dev.xylem.xen;

import dev.xylem.Synthesize;
import dev.xylem.Use;
import dev.xylem.xenstore.device.FrontEnd;

/** A guest with a network device. */
@Synthesize(
        value = Balloon.class,
        uses = {
            @Use(value = FrontEnd.class, base = "device/vif/0"),
            @Use(value = Rings.class, base = "device/vif/0"),
        })
public interface Front {}
