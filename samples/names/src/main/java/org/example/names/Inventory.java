package org.example.names;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import dev.xylem.xenstore.name.Endpoint;
import dev.xylem.xenstore.name.Offer;
import java.util.Optional;

/** Keeps an inventory in a database, wherever that is now, and is reached by others under a name of its own. */
@Part
public abstract class Inventory {
    private final Databases databases;

    protected Inventory(Databases databases) {
        this.databases = databases;
    }

    /** Where the database is: nothing while nobody has registered it. */
    @Input("/conduit/db/5432")
    abstract Optional<Endpoint> database();

    /** Where this service listens: a socket, or a vchan for each domain that may use it. */
    @Input(value = "data/listening", orElse = "")
    abstract Offer listening();

    /** Nobody is sent here while there is no database. */
    @Derived
    @Publish("/conduit/inventory/http")
    static Offer reached(Offer listening, Optional<Endpoint> database) {
        return database.isPresent() ? listening : Offer.none();
    }

    /** A session with the database, closed when it has moved or gone, and another was opened. */
    @Effect
    AutoCloseable session(Optional<Endpoint> database) {
        return database.map(databases::open).orElse(() -> {});
    }
}
