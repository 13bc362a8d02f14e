package dev.xylem.xenstore.client;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.wire.MessageType;

/** The server answered a request with an error (W-9). The connection goes on; the request left no trace. */
public class ErrorReplyException extends XenstoreException {
    private static final long serialVersionUID = 1L;

    private final MessageType request;
    private final String subject;
    private final String error;

    ErrorReplyException(MessageType request, String subject, String error, String explanation) {
        super(error + " from " + request + (subject.isEmpty() ? "" : " of " + subject) + ": " + explanation);
        this.request = request;
        this.subject = subject;
        this.error = error;
    }

    /** What was asked. */
    public final MessageType request() {
        return request;
    }

    /** The path that it was about; empty when it had none. */
    public final String subject() {
        return subject;
    }

    /** The error as the server spelled it. */
    public final String error() {
        return error;
    }

    /** The error. EQUOTA, which only oxenstored knows, is ENOSPC; an unknown one is EINVAL, as for other clients. */
    public final Errno errno() {
        return Errors.errno(error);
    }
}
