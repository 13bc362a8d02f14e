package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/**
 * An operation that the store refused; it left no trace. Carries no stack trace, because clients cause it at will, and
 * builds its message only when asked.
 */
public class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final transient @Nullable Object place;
    private final String what;

    /**
     * A refusal.
     *
     * @param errno the error for the client
     * @param place the path, text or quota that it is about; its {@code toString} is used in the message
     * @param what what is wrong and how to mend it
     */
    public StoreException(Errno errno, @Nullable Object place, String what) {
        super(null, null, false, false);
        this.errno = errno;
        this.place = place;
        this.what = what;
    }

    /** The error for the client. */
    public Errno errno() {
        return errno;
    }

    /** The path or text that the refusal is about; empty when there is none. */
    public String place() {
        return place == null ? "" : place.toString();
    }

    /** The error, the place, what is wrong and how to mend it. */
    @Override
    public String getMessage() {
        return place == null ? errno + ": " + what : errno + " at " + place + ": " + what;
    }
}
