package dev.xylem.benchmarks.ninep;

import dev.xylem.peers.Daemon;

/**
 * A running server.
 *
 * @param daemon the process
 * @param port its TCP port
 * @param tree what clients attach to
 */
record Server(Daemon daemon, int port, String tree) {
    /** How a client reaches it. */
    enum Transport {
        UNIX,
        TCP
    }

    /** The address for {@code load.c}. */
    String address(Transport transport) {
        return transport == Transport.UNIX ? daemon.socket().toString() : Integer.toString(port);
    }
}
