package dev.xylem.xenstore.client;

/**
 * Hears when a client loses its connection and when it has one again. Called on a thread of the client's, one call after the
 * other; other requests of the client may be made in {@link #restored}.
 */
public interface ConnectionListener {
    /** The connection is lost: requests without a reply have failed, open transactions are gone. */
    default void lost(ConnectionLostException why) {}

    /**
     * There is a connection again and every watch is registered on it. Each of them fires, so who looks again at each event
     * needs not do more here; the state may be that of another server.
     */
    default void restored() {}

    /** There will be no connection any more: attempts are used up, or the client does not reconnect. */
    default void gaveUp(ConnectionLostException why) {}
}
