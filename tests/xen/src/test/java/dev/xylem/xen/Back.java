package dev.xylem.xen;

import dev.xylem.Synthesize;
import dev.xylem.Use;
import dev.xylem.xenstore.device.BackEnd;

/** A driver domain with the other ends of a network device and of a disk. */
@Synthesize(
        uses = {
            @Use(value = BackEnd.class, base = "backend/vif/0/0"),
            @Use(value = Disk.class, base = "backend/vbd/0/51712"),
        })
public interface Back {}
