package dev.xylem.xenstore.client;

/**
 * No reply came in time, or what was waited for did not happen. The connection goes on, and a late reply is dropped; the
 * server may still do what was asked.
 */
public final class RequestTimeoutException extends XenstoreException {
    private static final long serialVersionUID = 1L;

    RequestTimeoutException(String message) {
        super(message);
    }
}
