package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.wire.Errno;
import java.nio.ByteBuffer;

/**
 * Changes since the file was opened, or since they were read last. A read at the beginning waits for the next commit and yields
 * whole lines; everywhere else the file ends, so that {@code cat} returns after each commit.
 */
final class EventFile implements OpenFile {
    private final EventQueue queue;
    private final Runnable end;

    EventFile(EventQueue queue, Runnable end) {
        this.queue = queue;
        this.end = end;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws NinepException {
        if (offset > 0) {
            return 0;
        }
        int put = queue.take(into);
        if (put == EventQueue.TOO_SHORT) {
            throw new NinepException(Errno.EINVAL, "lines are read whole; ask for 4096 octets");
        }
        return put == 0 ? WAIT : put;
    }

    @Override
    public void close() {
        end.run();
        queue.close();
    }
}
