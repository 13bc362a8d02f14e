package dev.xylem.ninep.tree;

/**
 * Who is at the other end of a connection, as the system tells.
 *
 * @param user the user id, 0 to 2^32 - 1, or {@link #UNKNOWN}
 * @param local whether the connection comes from this machine by a socket that only its users reach
 */
public record Peer(long user, boolean local) {
    /** The user that nobody knows. */
    public static final long UNKNOWN = 0xFFFF_FFFFL;

    /** Somebody whom the network brought. */
    public static final Peer REMOTE = new Peer(UNKNOWN, false);
}
