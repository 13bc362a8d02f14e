package org.example.names;

import dev.xylem.xenstore.name.Endpoint;

/** Opens sessions with databases. */
public interface Databases {
    /** A session with the database at a place; closed when there is another. */
    AutoCloseable open(Endpoint database);
}
