package dev.xylem.xenstore.server;

import dev.xylem.store.Principal;

/**
 * Who is at the other end of a connection, as far as logs and counters tell.
 *
 * @param principal whom it acts as
 * @param connection the number of the connection, which is that of its session
 * @param privileged whether it may do everything
 */
record Peer(Principal principal, long connection, boolean privileged) {}
