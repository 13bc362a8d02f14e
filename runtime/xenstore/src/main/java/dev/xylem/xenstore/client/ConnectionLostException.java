package dev.xylem.xenstore.client;

import org.jspecify.annotations.Nullable;

/** The connection ended before the reply came, or there is none now. */
public final class ConnectionLostException extends XenstoreException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveHappened;

    ConnectionLostException(String message, @Nullable Throwable cause, boolean mayHaveHappened) {
        super(message);
        if (cause != null) {
            initCause(cause);
        }
        this.mayHaveHappened = mayHaveHappened;
    }

    /** The same for a request that was not sent, because of this. */
    ConnectionLostException again() {
        return new ConnectionLostException(String.valueOf(getMessage()), this, false);
    }

    /** Whether the server may have done what was asked; false when it cannot have received it. */
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }
}
