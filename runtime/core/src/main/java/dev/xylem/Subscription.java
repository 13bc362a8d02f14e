package dev.xylem;

/** A listener's registration. It is held strongly until closed; closing is immediate, idempotent and thread-safe. */
public interface Subscription extends AutoCloseable {
    /** Ends the registration: no call of the listener starts after this returns. */
    @Override
    void close();
}
