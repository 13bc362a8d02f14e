package org.example.names;

import dev.xylem.Export;
import dev.xylem.Synthesize;
import dev.xylem.xenstore.Xenstore;

/** A warehouse; on Unix its store is where others register their names. */
@Synthesize(Inventory.class)
@Export(Xenstore.class)
public interface Warehouse {
    /** The databases of the generated {@code main}: says what a real one would do. */
    static Databases databases() {
        return database -> {
            System.out.println("database: connect to " + database);
            return () -> System.out.println("database: leave " + database);
        };
    }
}
