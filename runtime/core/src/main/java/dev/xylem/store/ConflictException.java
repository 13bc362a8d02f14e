package dev.xylem.store;

/** A transaction that cannot commit because of another commit (T-6); the whole of it should be tried again. */
public final class ConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    /** A conflict over what a path shows. */
    public ConflictException(Path path) {
        super(Errno.EAGAIN, path, "changed by another commit since the transaction began; begin it anew");
        this.path = path;
    }

    /** The first path, in the order of the transaction's operations, at which the two disagree. */
    public Path path() {
        return path;
    }
}
