package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Peer;

/**
 * What an application lets clients do whom the network brings, and of whom nobody knows who they are.
 *
 * @param user the user that they are taken for, as the store's access rule knows it
 * @param writes whether they may change anything
 */
public record Remote(long user, boolean writes) {
    /** They see what an unknown user may see, and change nothing. */
    public static final Remote READS = new Remote(Peer.UNKNOWN, false);

    /** Checks the user. */
    public Remote {
        if (user < 0 || user > Peer.UNKNOWN) {
            throw new IllegalArgumentException("user " + user + " is not one of 0 to 4294967295");
        }
    }
}
