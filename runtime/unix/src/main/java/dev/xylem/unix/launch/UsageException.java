package dev.xylem.unix.launch;

/** A command line that cannot be understood; the message says why. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UsageException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
