package dev.xylem.xenstore.client;

/**
 * The thread was interrupted while it waited; it still is. The server may have done what was asked. The connection goes on.
 */
public final class RequestInterruptedException extends XenstoreException {
    private static final long serialVersionUID = 1L;

    RequestInterruptedException(String message, InterruptedException cause) {
        super(message, cause);
    }
}
