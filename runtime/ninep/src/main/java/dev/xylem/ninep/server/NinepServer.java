package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.tree.Tree;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Output;

/**
 * Serves a tree to any number of connections. Belongs to one thread, apart from {@link #counters}.
 */
public final class NinepServer {
    private final Tree tree;
    private final Limits limits;
    private final Counters counters = new Counters();
    private final Input input = new Input();
    private final Output output = new Output();

    /** A server without connections. */
    public NinepServer(Tree tree, Limits limits) {
        this.tree = tree;
        this.limits = limits;
    }

    /**
     * A new connection.
     *
     * @param peer who is at the other end
     * @param wake called, by any thread, when {@link Client#advance} has something to do although nothing was received. Must
     *     not block
     */
    public Client connect(Peer peer, Runnable wake) {
        counters.connection();
        return new Client(this, peer, wake);
    }

    /** What has been done so far. */
    public Counters counters() {
        return counters;
    }

    /** The limits. */
    public Limits limits() {
        return limits;
    }

    Tree tree() {
        return tree;
    }

    Input input() {
        return input;
    }

    Output output() {
        return output;
    }
}
