package dev.xylem.store;

import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A transactional store: an immutable tree whose root a commit swaps. Commits are serialised by one lock; reads take none.
 * Thread-safe.
 */
public final class Store implements AutoCloseable {
    Store() {}

    /** A store with the given access rule, to be completed. */
    public static Builder builder(Access access) {
        throw new UnsupportedOperationException();
    }

    /** A new user of the store. */
    public Session session(Caller caller, WatchSink sink) {
        throw new UnsupportedOperationException();
    }

    /** The program's own session: privileged, its relative paths start at {@link #home}. */
    public Session owner() {
        throw new UnsupportedOperationException();
    }

    /** The access rule. */
    public Access access() {
        throw new UnsupportedOperationException();
    }

    /** Where relative paths of the program start. */
    public Path home() {
        throw new UnsupportedOperationException();
    }

    /** The committed state now. */
    public Snapshot snapshot() {
        throw new UnsupportedOperationException();
    }

    /** What runs inside each commit; servers ask it whether they may go on reading. */
    public Cycle cycle() {
        throw new UnsupportedOperationException();
    }

    /** How many nodes a principal owns. */
    public int nodes(Principal principal) {
        throw new UnsupportedOperationException();
    }

    /** Recounts the nodes of every principal. Returns what disagrees with the counters; empty when all is well. */
    public List<String> check() {
        throw new UnsupportedOperationException();
    }

    /** Ends every session. Idempotent. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** A store under construction. Not thread-safe. */
    public static final class Builder {
        Builder() {}

        /** Limits for unprivileged callers; by default {@link Quotas#DEFAULT}. */
        public Builder quotas(Quotas quotas) {
            throw new UnsupportedOperationException();
        }

        /** Who hears of every operation; by default nobody. */
        public Builder log(AccessLog log) {
            throw new UnsupportedOperationException();
        }

        /** The clock for uptime, in nanoseconds; by default {@link System#nanoTime}. */
        public Builder clock(LongSupplier nanos) {
            throw new UnsupportedOperationException();
        }

        /** Mounts a region; its mount point becomes a node of the tree. */
        public Builder region(Path at, Region region) {
            throw new UnsupportedOperationException();
        }

        /** The paths that the application publishes; nobody else may change them. */
        public Builder owned(Collection<Path> paths) {
            throw new UnsupportedOperationException();
        }

        /** What runs inside each commit; by default {@link Cycle#NONE}. */
        public Builder cycle(Cycle cycle) {
            throw new UnsupportedOperationException();
        }

        /** Where relative paths of the program start; by default the home that the access rule gives its owner. */
        public Builder home(Path home) {
            throw new UnsupportedOperationException();
        }

        /** The store, with the initial tree. */
        public Store build() {
            throw new UnsupportedOperationException();
        }
    }
}
