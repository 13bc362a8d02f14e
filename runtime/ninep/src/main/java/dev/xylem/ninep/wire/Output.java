package dev.xylem.ninep.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes messages into a buffer, one after the other, each where the last one ended. Who writes sees to it that the buffer has
 * room. Not thread-safe.
 */
public final class Output {
    /** Octets of an error's text; more than clients show. */
    private static final int MAX_ERROR = 240;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int start;

    /** A writer that has nothing to write into. */
    public Output() {}

    /** Goes on with another buffer, in little-endian order. */
    public void into(ByteBuffer octets) {
        buffer = octets;
        start = octets.position();
    }

    /** Octets for which there is room. */
    public int room() {
        return buffer.remaining();
    }

    /** Begins a message. */
    public Output begin(int type, int tag) {
        start = buffer.position();
        buffer.putInt(0).put((byte) type).putShort((short) tag);
        return this;
    }

    /** Ends the message: its size is known now. Returns the size. */
    public int end() {
        int size = buffer.position() - start;
        buffer.putInt(start, size);
        return size;
    }

    /** Takes the message back that was begun. */
    public void undo() {
        buffer.position(start);
    }

    /** Appends an octet. */
    public Output u8(int number) {
        buffer.put((byte) number);
        return this;
    }

    /** Appends a number of two octets. */
    public Output u16(int number) {
        buffer.putShort((short) number);
        return this;
    }

    /** Appends a number of four octets. */
    public Output u32(int number) {
        buffer.putInt(number);
        return this;
    }

    /** Appends a number of eight octets. */
    public Output u64(long number) {
        buffer.putLong(number);
        return this;
    }

    /** Appends a qid. */
    public Output qid(Qid qid) {
        buffer.put((byte) qid.type()).putInt(qid.version()).putLong(qid.path());
        return this;
    }

    /** Appends a text with its length. */
    public Output text(String text) {
        int length = text.length();
        int at = buffer.position();
        buffer.putShort((short) length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                buffer.position(at);
                byte[] octets = text.getBytes(StandardCharsets.UTF_8);
                buffer.putShort((short) octets.length).put(octets);
                return this;
            }
            buffer.put((byte) c);
        }
        return this;
    }

    /** Octets of a text with its length. */
    public static int octets(String text) {
        return 2 + Stat.octets(text);
    }

    /** Appends a stat record as directories have it. */
    public Output record(Stat stat, Dialect dialect) {
        u16(stat.octets(dialect) - 2).u16(stat.type()).u32(stat.dev()).qid(stat.qid());
        u32(stat.mode()).u32(stat.atime()).u32(stat.mtime()).u64(stat.length());
        text(stat.name()).text(stat.uid()).text(stat.gid()).text(stat.muid());
        if (dialect == Dialect.UNIX) {
            text(stat.extension()).u32(stat.uidNumber()).u32(stat.gidNumber()).u32(stat.muidNumber());
        }
        return this;
    }

    /** Appends a stat record with its length before it. */
    public Output stat(Stat stat, Dialect dialect) {
        return u16(stat.octets(dialect)).record(stat, dialect);
    }

    /**
     * Begins the data of a reply: from now on octets are put into {@link #buffer}, and {@link #endData} says how many they
     * were.
     *
     * @return where the length stands
     */
    public int beginData() {
        int at = buffer.position();
        buffer.putInt(0);
        return at;
    }

    /** Ends the data. Returns how many octets they are. */
    public int endData(int at) {
        int length = buffer.position() - at - 4;
        buffer.putInt(at, length);
        return length;
    }

    /** Where the next octet goes: for data. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** A whole error reply. */
    public void error(Dialect dialect, int tag, Errno errno, String text) {
        if (dialect == Dialect.LINUX) {
            begin(Message.RLERROR, tag).u32(errno.number()).end();
            return;
        }
        begin(Message.RERROR, tag).text(shortened(text));
        if (dialect == Dialect.UNIX) {
            u32(errno.number());
        }
        end();
    }

    /** The beginning of a text, of whole characters. */
    private static String shortened(String text) {
        if (Stat.octets(text) <= MAX_ERROR) {
            return text;
        }
        int octets = 0;
        int at = 0;
        while (true) {
            int character = text.codePointAt(at);
            octets += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (octets > MAX_ERROR - 3) {
                return text.substring(0, at) + "...";
            }
            at += Character.charCount(character);
        }
    }
}
