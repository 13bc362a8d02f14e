package dev.xylem.xenstore.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The page that a domain shares with its server: two streams of octets and the words that go with them. Any two threads may use
 * one page, in one process or in two, as long as only one of them receives from a stream and only one sends into it.
 *
 * <p>The other side may be hostile: it may change every octet at any time. So a word is read exactly once by each operation
 * what was read is validated by those who work with it, and octets are copied out before anybody looks at them. Indexes
 * can lead nowhere outside of the page, whatever they are.
 *
 * <p>The page may be a file, and somebody may cut that file short. The access then fails with {@link RingFault#PAGE}, here and
 * not later: see {@link #surface}.
 */
final class SharedPage {
    /** Octets of a page. */
    static final int SIZE = 4096;

    /** Octets that a stream holds. */
    static final int CAPACITY = 1024;

    /** A stream: where its octets and its two indexes are. */
    enum Stream {
        /** From the domain to the server. */
        REQUESTS(0, 2048),
        /** From the server to the domain. */
        RESPONSES(CAPACITY, 2056);

        private final int octets;
        private final int consumed;
        private final int produced;

        Stream(int octets, int indexes) {
            this.octets = octets;
            consumed = indexes;
            produced = indexes + Integer.BYTES;
        }
    }

    /** A word of its own. */
    enum Word {
        /** Feature bits of the server. */
        FEATURES(2064),
        /** {@link #CONNECTED} or {@link #RECONNECT}. */
        CONNECTION(2068),
        /** The number of a {@link RingError}. */
        ERROR(2072);

        private final int offset;

        Word(int offset) {
            this.offset = offset;
        }
    }

    /** {@link Word#CONNECTION}: the ring is in use. */
    static final int CONNECTED = 0;

    /** {@link Word#CONNECTION}: the domain wants, or waits for, a new connection. */
    static final int RECONNECT = 1;

    private static final VarHandle WORDS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private static int none;

    /** Written and never read, so that no compiler leaves out what is made for it. */
    @SuppressWarnings("UnusedVariable")
    private static byte[][] surfaced = {};

    private final ByteBuffer page;

    /**
     * @param page at least {@link #SIZE} octets from index 0 on, outside of the heap
     * @throws IllegalArgumentException when it is none
     */
    SharedPage(ByteBuffer page) {
        if (!page.isDirect() || page.isReadOnly() || page.capacity() < SIZE || page.alignmentOffset(0, 8) != 0) {
            throw new IllegalArgumentException(
                    "a shared page is a direct buffer of " + SIZE + " octets or more, writable and aligned: " + page);
        }
        this.page = page.duplicate().clear().order(ByteOrder.nativeOrder());
    }

    /**
     * Both indexes of a stream, each read once: to be taken apart by {@link #consumed(long)} and {@link #produced(long)}. They
     * may be anything, also the one that is our own: firmware clears the whole page between one system and the next.
     */
    long indexes(Stream stream) throws RingException {
        long indexes;
        try {
            int consumed = (int) WORDS.getAcquire(page, stream.consumed);
            int produced = (int) WORDS.getAcquire(page, stream.produced);
            indexes = (long) consumed << Integer.SIZE | Integer.toUnsignedLong(produced);
            surface();
        } catch (InternalError gone) {
            throw lost(gone);
        }
        return indexes;
    }

    /** How many octets were ever taken from a stream, modulo 2^32. */
    static int consumed(long indexes) {
        return (int) (indexes >>> Integer.SIZE);
    }

    /** How many octets were ever put into a stream, modulo 2^32. */
    static int produced(long indexes) {
        return (int) indexes;
    }

    /**
     * How many octets are in a stream, 0 to {@link #CAPACITY}.
     *
     * @throws RingException when the indexes mean more than that
     */
    static int fill(long indexes) throws RingException {
        int fill = produced(indexes) - consumed(indexes);
        if (Integer.compareUnsigned(fill, CAPACITY) > 0) {
            throw new RingException(RingFault.INDEX, null);
        }
        return fill;
    }

    /** Takes octets from an index on out of a stream, and says so to the other side. */
    void take(Stream stream, int index, ByteBuffer into, int length) throws RingException {
        int start = index & (CAPACITY - 1);
        int first = Math.min(length, CAPACITY - start);
        int at = into.position();
        try {
            into.put(at, page, stream.octets + start, first);
            into.put(at + first, page, stream.octets, length - first);
            WORDS.setRelease(page, stream.consumed, index + length);
            surface();
        } catch (InternalError gone) {
            throw lost(gone);
        }
        into.position(at + length);
        // What the other side does from now on must be seen by whoever looks for more.
        VarHandle.fullFence();
    }

    /** Puts octets into a stream from an index on, and says so to the other side. */
    void give(Stream stream, int index, ByteBuffer from, int length) throws RingException {
        int start = index & (CAPACITY - 1);
        int first = Math.min(length, CAPACITY - start);
        int at = from.position();
        try {
            page.put(stream.octets + start, from, at, first);
            page.put(stream.octets, from, at + first, length - first);
            WORDS.setRelease(page, stream.produced, index + length);
            surface();
        } catch (InternalError gone) {
            throw lost(gone);
        }
        from.position(at + length);
        VarHandle.fullFence();
    }

    /** Empties both streams; for the server while the domain keeps off. */
    void clear() throws RingException {
        try {
            for (Stream stream : Stream.values()) {
                WORDS.setRelease(page, stream.consumed, 0);
                WORDS.setRelease(page, stream.produced, 0);
            }
            surface();
        } catch (InternalError gone) {
            throw lost(gone);
        }
    }

    /** Reads a word once. */
    int get(Word word) throws RingException {
        int value;
        try {
            value = (int) WORDS.getAcquire(page, word.offset);
            surface();
        } catch (InternalError gone) {
            throw lost(gone);
        }
        return value;
    }

    /** Writes a word after everything that was written before. */
    void set(Word word, int value) throws RingException {
        try {
            WORDS.setRelease(page, word.offset, value);
            surface();
        } catch (InternalError gone) {
            throw lost(gone);
        }
        VarHandle.fullFence();
    }

    /** What to throw for an error of the memory. Several accesses may have failed, and the machine owes an error for each. */
    private static RingException lost(InternalError first) {
        while (true) {
            try {
                surface();
                return new RingException(RingFault.PAGE, first);
            } catch (InternalError owed) {
                // Again: nothing here touches the page, so this ends.
            }
        }
    }

    /**
     * Has the virtual machine throw now what it owes us. When memory that belongs to a file is gone, the machine notes an error
     * and throws it at some later point of the thread, which might be in the middle of a commit. Compiled, interpreted and on
     * every JDK it does so at the latest on the return from its own runtime, and an array of unknown dimensions is only made
     * there.
     */
    private static void surface() {
        surfaced = new byte[none][none];
    }
}
