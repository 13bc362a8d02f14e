package dev.xylem.xenstore.ring;

import java.nio.ByteBuffer;

/** The end of a stream where octets go in. Not thread-safe. */
final class Outlet {
    private final SharedPage page;
    private final SharedPage.Stream stream;
    private final Own own;

    Outlet(SharedPage page, SharedPage.Stream stream, Own own) {
        this.page = page;
        this.stream = stream;
        this.own = own;
    }

    /**
     * Puts in what there is room for, in one step.
     *
     * @return how many octets were put in; the other side is to be signalled unless it is 0
     * @throws RingException when the ring is broken; nothing was put in
     */
    int send(ByteBuffer from) throws RingException {
        long indexes = page.indexes(stream);
        int produced = SharedPage.produced(indexes);
        own.check(produced);
        int room = SharedPage.CAPACITY - SharedPage.fill(indexes);
        int length = Math.min(room, from.remaining());
        if (length > 0) {
            page.give(stream, produced, from, length);
            own.moved(produced + length);
        }
        return length;
    }
}
