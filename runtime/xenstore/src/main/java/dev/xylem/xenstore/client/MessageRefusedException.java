package dev.xylem.xenstore.client;

import java.io.IOException;

/** One message that a transport did not take, as the kernel's device does with watches beyond the quota. */
public final class MessageRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int requestId;
    private final String error;

    /**
     * A refusal.
     *
     * @param requestId the second word of the message
     * @param error the name of the error, such as ENOSPC
     * @param cause what the system said
     */
    public MessageRefusedException(int requestId, String error, IOException cause) {
        super(error + ": " + cause.getMessage(), cause);
        this.requestId = requestId;
        this.error = error;
    }

    /** The second word of the message. */
    public int requestId() {
        return requestId;
    }

    /** The name of the error. */
    public String error() {
        return error;
    }
}
