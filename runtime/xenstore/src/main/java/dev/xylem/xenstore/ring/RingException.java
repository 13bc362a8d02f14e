package dev.xylem.xenstore.ring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A ring cannot be used any more, and why. */
public final class RingException extends IOException {
    private static final long serialVersionUID = 1;

    private final RingFault fault;

    RingException(RingFault fault, @Nullable Throwable cause) {
        this(fault, fault.text(), cause);
    }

    RingException(RingFault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** Why. */
    public RingFault fault() {
        return fault;
    }
}
