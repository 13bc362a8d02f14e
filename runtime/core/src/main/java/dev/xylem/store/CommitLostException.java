package dev.xylem.store;

/**
 * Thrown from {@link Cycle#run} before the commit is accepted: it has lost against another change elsewhere and has to be tried
 * again from the beginning. The caller gets a {@link ConflictException}; nothing is counted as refused. Carries no stack trace.
 */
public final class CommitLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    /** A loss because of a change at a path, or somewhere below it. */
    public CommitLostException(Path path) {
        super("lost against a change of " + path, null, false, false);
        this.path = path;
    }

    /** Where the change is. */
    public Path path() {
        return path;
    }
}
