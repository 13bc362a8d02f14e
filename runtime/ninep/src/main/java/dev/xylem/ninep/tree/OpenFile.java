package dev.xylem.ninep.tree;

import dev.xylem.ninep.wire.Errno;
import java.nio.ByteBuffer;

/**
 * A file that a user has opened. A read that has to wait returns {@link #WAIT} without any effect; it is tried again after the
 * callback given to {@link Entry#open} was called, unless the client gives up: then it is never heard of again. Whatever
 * else has to wait throws {@link LaterException}.
 */
public interface OpenFile {
    /** The answer of a read that has to wait. */
    int WAIT = -1;

    /**
     * Puts octets from an offset on.
     *
     * @param offset from 0
     * @param into takes at most what remains in it
     * @return how many octets were put, 0 at the end of the file; or {@link #WAIT}
     * @throws NinepException when it cannot be read
     */
    default int read(long offset, ByteBuffer into) throws NinepException {
        throw new NinepException(Errno.EBADF, "not open for reading");
    }

    /**
     * Takes octets for an offset.
     *
     * @param offset from 0
     * @param from good only during the call
     * @param whole whether the client has sent all it had at once: the data is shorter than a message could carry
     * @return how many octets were taken
     * @throws NinepException when they are refused; none of them was taken then
     */
    default int write(long offset, ByteBuffer from, boolean whole) throws NinepException {
        throw new NinepException(Errno.EBADF, "not open for writing");
    }

    /**
     * Brings what was written into effect.
     *
     * @throws NinepException when it was refused; it is forgotten then
     */
    default void sync() throws NinepException {}

    /** Most octets that one write should have, or 0 for as many as a message carries. */
    default int unit() {
        return 0;
    }

    /** The end: frees everything. What was not brought into effect by {@link #sync} is dropped. */
    default void close() {}
}
