package dev.xylem.ninep.tree;

import dev.xylem.ninep.wire.Errno;

/**
 * An operation that a tree refused; nothing has changed. Carries no stack trace, because clients cause it at will. Clients of
 * 9P2000.L see the number only, the others see the text.
 */
public class NinepException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    /** A refusal with the usual phrase. */
    public NinepException(Errno errno) {
        this(errno, errno.phrase());
    }

    /**
     * A refusal with a reason.
     *
     * @param reason what is wrong and how to mend it, for the user of the client
     */
    public NinepException(Errno errno, String reason) {
        super(reason, null, false, false);
        this.errno = errno;
    }

    /** The error by number. */
    public final Errno errno() {
        return errno;
    }

    /** The text for the user. */
    public final String reason() {
        String message = getMessage();
        return message == null ? errno.phrase() : message;
    }
}
