package dev.xylem.xenstore.client;

import java.io.IOException;

/**
 * Something that was asked of a XenStore server was not done. The message says what, where and how to mend it; the
 * subclasses tell what a program may want to tell apart.
 */
public class XenstoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public XenstoreException(String message) {
        super(message);
    }

    /** With a message for the user, and what led to it. */
    public XenstoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
