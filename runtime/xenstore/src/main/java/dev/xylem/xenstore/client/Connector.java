package dev.xylem.xenstore.client;

import java.io.IOException;

/** Makes connections to one server; called again after one was lost. Thread-safe. */
@FunctionalInterface
public interface Connector {
    /**
     * A new connection. On a ring this includes the handshake that resets it.
     *
     * @throws IOException when the server cannot be reached; the message says where and how to mend it
     */
    Transport connect() throws IOException;
}
