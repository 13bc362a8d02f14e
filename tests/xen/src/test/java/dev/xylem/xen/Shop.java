package dev.xylem.xen;

import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.xenstore.name.Endpoint;
import java.util.Optional;

/** Uses a service under its name, at two of its ports. */
@Part
public abstract class Shop {
    private final Balloon.Journal journal;

    protected Shop(Balloon.Journal journal) {
        this.journal = journal;
    }

    @Input("/conduit/inventory/http")
    abstract Optional<Endpoint> inventory();

    @Input("/conduit/inventory/admin")
    abstract Optional<Endpoint> admin();

    @Effect
    void reach(Optional<Endpoint> inventory) {
        journal.accept(inventory.map(Endpoint::toString).orElse("nowhere"));
    }
}
