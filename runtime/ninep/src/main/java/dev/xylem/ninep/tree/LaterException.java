package dev.xylem.ninep.tree;

import dev.xylem.ninep.wire.Errno;
import java.util.function.Consumer;

/**
 * An operation cannot be done yet. It has had no effect; the server keeps the request and tries it again, unless the client
 * gives up before. Any operation on an entry or an open file may throw this.
 */
public final class LaterException extends NinepException {
    private static final long serialVersionUID = 1L;

    private final transient Consumer<Runnable> again;

    /**
     * A delay.
     *
     * @param again takes what is to be called, by any thread and once, when the operation should be tried again; it may call
     *     it at once
     */
    public LaterException(Consumer<Runnable> again) {
        super(Errno.EAGAIN);
        this.again = again;
    }

    /** Has something called when the operation should be tried again. */
    public void whenDue(Runnable wake) {
        again.accept(wake);
    }
}
