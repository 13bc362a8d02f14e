package dev.xylem.xenstore.client;

/** A transaction conflicted with other changes as often as the {@link RetryPolicy} allows. Nothing was changed. */
public final class TransactionConflictException extends XenstoreException {
    private static final long serialVersionUID = 1L;

    private final int attempts;

    TransactionConflictException(int attempts) {
        super("EAGAIN: a transaction conflicted with other changes in each of " + attempts
                + " attempts: touch fewer nodes in it, or allow more attempts in the RetryPolicy");
        this.attempts = attempts;
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }
}
