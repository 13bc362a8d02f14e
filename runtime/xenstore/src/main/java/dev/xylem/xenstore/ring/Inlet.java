package dev.xylem.xenstore.ring;

import java.nio.ByteBuffer;

/** The end of a stream where octets come out. Not thread-safe. */
final class Inlet {
    private final SharedPage page;
    private final SharedPage.Stream stream;
    private final Own own;

    Inlet(SharedPage page, SharedPage.Stream stream, Own own) {
        this.page = page;
        this.stream = stream;
        this.own = own;
    }

    /**
     * Takes what is there and fits, in one step.
     *
     * @return how many octets were taken; the other side is to be signalled unless it is 0
     * @throws RingException when the ring is broken; nothing was taken
     */
    int receive(ByteBuffer into) throws RingException {
        long indexes = page.indexes(stream);
        int consumed = SharedPage.consumed(indexes);
        own.check(consumed);
        int length = Math.min(SharedPage.fill(indexes), into.remaining());
        if (length > 0) {
            page.take(stream, consumed, into, length);
            own.moved(consumed + length);
        }
        return length;
    }
}
