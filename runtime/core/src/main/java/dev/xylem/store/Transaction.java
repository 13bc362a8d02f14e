package dev.xylem.store;

import java.util.List;

/**
 * A transaction: sees the state of its beginning and its own changes (T-2), and takes effect whole or not at all. Used by
 * one thread at a time. After {@link #commit}, {@link #abort} or the end of its session every operation answers ENOENT.
 */
public final class Transaction implements Operations, AutoCloseable {
    Transaction() {}

    /**
     * Ends the transaction; its changes take effect. Without changes it always succeeds (T-9).
     *
     * @throws StoreException {@link ConflictException} when it has to be done again, {@link RefusedException} from the
     *     application, ENOMEM when it was spoilt (T-8), ENOENT when it is over already
     */
    public void commit() throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** Ends the transaction without effect. Idempotent. */
    public void abort() {
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

    /** The same as {@link #abort}. */
    @Override
    public void close() {
        abort();
    }
}
