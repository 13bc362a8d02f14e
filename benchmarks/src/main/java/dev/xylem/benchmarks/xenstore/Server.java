package dev.xylem.benchmarks.xenstore;

import dev.xylem.peers.Daemon;

/**
 * A running server with a tree in it.
 *
 * @param name how the table calls it
 * @param daemon the process
 * @param role what its figures are for
 * @param spins whether it polls for a while before it sleeps
 * @param middles how large the tree is, in directories of {@link #LEAVES} leaves
 */
record Server(String name, Daemon daemon, Role role, boolean spins, int middles) {
    /** What figures are for. */
    enum Role {
        /** One of those that are to be surpassed. */
        PEER,
        /** The one that is judged. */
        OURS,
        /** {@code floor.c}, which does nothing but answer. */
        FLOOR
    }

    /** As in {@code load.c}. */
    static final int LEAVES = 99;

    boolean ours() {
        return role == Role.OURS;
    }

    /** Whether it can be asked what a line asks. */
    boolean takes(Line line) {
        return role != Role.FLOOR || line.kind() == Line.Kind.ONE_AT_A_TIME;
    }

    /** Nodes of the whole tree. */
    int nodes() {
        return nodes(middles);
    }

    static int nodes(int middles) {
        return middles * (LEAVES + 1) + middles / 10 + 1;
    }
}
