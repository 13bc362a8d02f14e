package dev.xylem.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The region at the root: the tree that commits are made of. */
final class EmbeddedTree implements Region {
    private final Shapes shapes = new Shapes();
    private final AtomicLong serials = new AtomicLong();

    Shapes shapes() {
        return shapes;
    }

    /** The number of a new node. Numbers of nodes that are never committed are lost. */
    long nextSerial() {
        return serials.incrementAndGet();
    }

    @Override
    public Region.View view(Snapshot commit) {
        return commit::node;
    }

    /** Nothing: what changes here is known from the operations of the commit itself. */
    @Override
    public void changed(Snapshot before, Snapshot after, Consumer<Path> changed) {}
}
