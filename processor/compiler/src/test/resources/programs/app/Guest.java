package app;

import dev.xylem.Synthesize;
import dev.xylem.Use;
import far.Remote;

/** An application of parts from here and from elsewhere. */
@Synthesize(
        value = {Sum.class, Vault.class, Remote.class},
        uses = {
            @Use(value = Nic.class, base = "device/0", name = "first"),
            @Use(value = Nic.class, base = "device/1", name = "second")
        })
public interface Guest {}
