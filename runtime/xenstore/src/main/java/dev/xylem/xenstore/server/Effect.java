package dev.xylem.xenstore.server;

/** What an accepted request changes, and so what there is to undo when it is refused or fails half-way (Q-1, T-8). */
enum Effect {
    /** Nothing. */
    NONE,
    /**
     * Nodes. A commit of its own is accepted whole or not at all; inside a transaction only the private tree changes, and a
     * failure spoils it, so that its end fails.
     */
    TREE,
    /** The client's own watches and transactions. The store refuses before it registers anything. */
    CONNECTION,
    /** What is known of domains, quotas and the log. Whoever keeps that refuses before changing anything. */
    SERVER
}
