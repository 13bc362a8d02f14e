package dev.xylem.benchmarks.xenstore;

import dev.xylem.peers.Daemon;

/**
 * A running server with a tree in it.
 *
 * @param name how the table calls it
 * @param daemon the process
 * @param ours whether it is the one that is judged
 * @param spins whether it polls for a while before it sleeps
 * @param middles how large the tree is, in directories of {@link #LEAVES} leaves
 */
record Server(String name, Daemon daemon, boolean ours, boolean spins, int middles) {
    /** As in {@code load.c}. */
    static final int LEAVES = 99;

    /** Nodes of the whole tree. */
    int nodes() {
        return nodes(middles);
    }

    static int nodes(int middles) {
        return middles * (LEAVES + 1) + middles / 10 + 1;
    }
}
