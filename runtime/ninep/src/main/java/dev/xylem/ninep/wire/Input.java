package dev.xylem.ninep.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the body of one received message. Reading never fails: past the end it yields zeros and empty texts, and what
 * is no text yields an empty one; {@link #complete} and {@link #legible} say so afterwards. One object serves one message
 * after the other. Not thread-safe.
 */
public final class Input {
    private static final String[] NO_NAMES = {};
    private static final Qid NO_QID = new Qid(0, 0, 0);

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private ByteBuffer octets = ByteBuffer.allocate(0);
    private int at;
    private int end;
    private boolean short_;
    private boolean illegible;

    /** A cursor over nothing. */
    public Input() {}

    /**
     * Goes to the body of another message.
     *
     * @param buffer in little-endian order; its position and limit are neither used nor moved
     * @param from where the body begins
     * @param to where it ends
     */
    public void read(ByteBuffer buffer, int from, int to) {
        octets = buffer;
        at = from;
        end = to;
        short_ = false;
        illegible = false;
    }

    /** Whether everything that was read was there, and nothing is left: otherwise the message has another shape. */
    public boolean complete() {
        return !short_ && at == end;
    }

    /** Whether every text was UTF-8 without NUL, and no list was too long. */
    public boolean legible() {
        return !illegible;
    }

    private int take(int count) {
        int from = at;
        if (count > end - from) {
            short_ = true;
            at = end;
            return -1;
        }
        at = from + count;
        return from;
    }

    /** An octet. */
    public int u8() {
        int from = take(1);
        return from < 0 ? 0 : octets.get(from) & 0xFF;
    }

    /** A number of two octets. */
    public int u16() {
        int from = take(2);
        return from < 0 ? 0 : octets.getShort(from) & 0xFFFF;
    }

    /** A number of four octets; unsigned, so possibly negative here. */
    public int u32() {
        int from = take(4);
        return from < 0 ? 0 : octets.getInt(from);
    }

    /** A number of eight octets; unsigned, so possibly negative here. */
    public long u64() {
        int from = take(8);
        return from < 0 ? 0 : octets.getLong(from);
    }

    /** A qid. */
    public Qid qid() {
        int from = take(Qid.OCTETS);
        return from < 0 ? NO_QID : new Qid(octets.get(from) & 0xFF, octets.getInt(from + 1), octets.getLong(from + 5));
    }

    /** A text. */
    public String text() {
        int length = u16();
        int from = take(length);
        if (from < 0) {
            return "";
        }
        byte[] copy = new byte[length];
        octets.get(from, copy);
        int seen = 0;
        for (byte octet : copy) {
            seen |= octet;
            if (octet == 0) {
                illegible = true;
                return "";
            }
        }
        return seen >= 0 ? new String(copy, StandardCharsets.ISO_8859_1) : decoded(copy);
    }

    private String decoded(byte[] copy) {
        try {
            return decoder.decode(ByteBuffer.wrap(copy)).toString();
        } catch (CharacterCodingException none) {
            illegible = true;
            return "";
        }
    }

    /** The names of a walk, with their count before them; more than {@link Message#MAX_WALK} count as illegible. */
    public String[] names() {
        int count = u16();
        if (count == 0) {
            return NO_NAMES;
        }
        if (count > Message.MAX_WALK) {
            illegible = true;
            for (int i = 0; i < count && !short_; i++) {
                take(u16());
            }
            return NO_NAMES;
        }
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = text();
        }
        return names;
    }

    /** The data of a write or a read, with its length before it: a view into the buffer, good as long as that is. */
    public ByteBuffer data() {
        int length = u32();
        int from = length < 0 ? take(Integer.MAX_VALUE) : take(length);
        return from < 0 ? ByteBuffer.allocate(0) : octets.slice(from, length);
    }

    /** A stat record, with its length before it. */
    public Stat stat(Dialect dialect) {
        int length = u16();
        int from = at;
        Stat stat = record(dialect);
        if (at - from != length) {
            short_ = true;
        }
        return stat;
    }

    /** A stat record as directories have them: only with the length that is part of it. */
    public Stat record(Dialect dialect) {
        int size = u16();
        int from = at;
        int type = u16();
        int dev = u32();
        Qid qid = qid();
        int mode = u32();
        int atime = u32();
        int mtime = u32();
        long length = u64();
        String name = text();
        String uid = text();
        String gid = text();
        String muid = text();
        Stat stat = dialect == Dialect.UNIX
                ? new Stat(
                        type, dev, qid, mode, atime, mtime, length, name, uid, gid, muid, text(), u32(), u32(), u32())
                : new Stat(type, dev, qid, mode, atime, mtime, length, name, uid, gid, muid, "", -1, -1, -1);
        if (at - from != size) {
            short_ = true;
        }
        return stat;
    }

    /** Whether there is more of the message. */
    public boolean more() {
        return at < end;
    }
}
