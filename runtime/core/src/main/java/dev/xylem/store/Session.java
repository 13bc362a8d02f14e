package dev.xylem.store;

import java.util.List;

/**
 * One user of a store: a connection, or the program itself. Owns watches and transactions. Thread-safe.
 *
 * <p>Operations outside a transaction see the committed state, and each change is a commit of its own. Reads take no lock.
 */
public final class Session implements Operations, AutoCloseable {
    Session() {}

    /** Who this session acts for. */
    public Caller caller() {
        throw new UnsupportedOperationException();
    }

    /** Where its relative paths start. */
    public Path home() {
        throw new UnsupportedOperationException();
    }

    /**
     * Begins a transaction on the committed state.
     *
     * @throws StoreException ENOSPC when too many are open
     */
    public Transaction begin() throws StoreException {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds a watch, which fires once at once (V-3): the event comes before this returns, so a server that has to answer
     * first holds it back.
     *
     * @param path what to watch, whether it exists or not
     * @param spelled the path as the client wrote it; if relative, so are the paths of the events (V-5)
     * @param token returned with every event; belongs to the store from now on
     * @param depth how many levels below the path count, or -1 for all
     * @throws StoreException EEXIST when there is one with this path and token, ENOSPC when there are too many
     */
    public void watch(Path path, String spelled, byte[] token, int depth) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes a watch.
     *
     * @throws StoreException ENOENT when there is none with this path and token
     */
    public void unwatch(Path path, byte[] token) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** Drops all watches and transactions (T-10). No event comes after this returns. */
    public void reset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] read(Path path) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> directory(Path path) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public long childrenVersion(Path path) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Acl permissions(Path path) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(Path path, byte[] value) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void mkdir(Path path) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Path path) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setPermissions(Path path, Acl acl) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** Drops everything; the session cannot be used any more. Idempotent. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
