package dev.xylem.concurrency;

import dev.xylem.graph.EffectLog;
import dev.xylem.store.Caller;
import dev.xylem.store.Mutation;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;

/** A commit whose inputs are staged already, so that the publication of values is all that happens. */
record Commit(long number) implements Proposal {
    static final Path HOME = Path.of("/local/domain/0");

    static EffectLog log() {
        return new EffectLog((effect, number, thrown) -> {
            throw new AssertionError(effect, thrown);
        });
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public Path path(int i) {
        throw new IndexOutOfBoundsException(i);
    }

    @Override
    public Mutation kind(int i) {
        throw new IndexOutOfBoundsException(i);
    }

    @Override
    public Node node(Path path) {
        return null;
    }

    @Override
    public Caller caller() {
        throw new UnsupportedOperationException("nobody commits here");
    }

    @Override
    public void publish(Path path, byte[] value) {
        throw new UnsupportedOperationException("nothing is published to the store");
    }

    @Override
    public void accept() {}
}
