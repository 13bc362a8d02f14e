package dev.xylem.benchmarks.graph;

import dev.xylem.store.Caller;
import dev.xylem.store.Mutation;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import org.jspecify.annotations.Nullable;

/** A commit whose inputs are decoded and staged already: what is left to a cycle is its own work. */
final class Decoded implements Proposal {
    private long number = 1;

    /** The first commit is over; those that follow share a number, as no store counts them. */
    void started() {
        number = 2;
    }

    @Override
    public long number() {
        return number;
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
    public @Nullable Node node(Path path) {
        return null;
    }

    @Override
    public Caller caller() {
        throw new UnsupportedOperationException("nobody commits here");
    }

    @Override
    public void publish(Path path, byte[] value) {
        throw new UnsupportedOperationException("no workload publishes to the store");
    }

    @Override
    public void accept() {}
}
