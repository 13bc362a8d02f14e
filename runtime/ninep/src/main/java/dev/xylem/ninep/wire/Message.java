package dev.xylem.ninep.wire;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the protocol by the number of their T-message; the R-message has the next one. Each knows the dialects it
 * belongs to and the shape of both bodies.
 *
 * <p>A shape is a sequence of letters: {@code b w d q} numbers of 1, 2, 4 and 8 octets; {@code s} a string; {@code Q} a qid;
 * {@code S} a stat record with its length before it; {@code D} data with a 4-octet length before it; {@code n} names and
 * {@code N} qids, each with a 2-octet count before them; {@code u} a numeric user, only in {@link Dialect#UNIX} and {@link
 * Dialect#LINUX}; {@code x} a string, only in {@link Dialect#UNIX}.
 */
public enum Message {
    /** File system statistics. */
    STATFS(8, "d", "ddqqqqqqd", Dialect.LINUX),
    /** Opens with Linux's flags. */
    LOPEN(12, "dd", "Qd", Dialect.LINUX),
    /** Creates and opens a file. */
    LCREATE(14, "dsddd", "Qd", Dialect.LINUX),
    /** Makes a symbolic link. */
    SYMLINK(16, "dssd", "Q", Dialect.LINUX),
    /** Makes a device. */
    MKNOD(18, "dsdddd", "Q", Dialect.LINUX),
    /** Renames by fid. */
    RENAME(20, "dds", "", Dialect.LINUX),
    /** Reads a symbolic link. */
    READLINK(22, "d", "s", Dialect.LINUX),
    /** Attributes. */
    GETATTR(24, "dq", "qQdddqqqqqqqqqqqqqqq", Dialect.LINUX),
    /** Changes attributes. */
    SETATTR(26, "ddddd" + "qqqqq", "", Dialect.LINUX),
    /** Prepares the reading of extended attributes. */
    XATTRWALK(30, "dds", "q", Dialect.LINUX),
    /** Prepares the writing of an extended attribute. */
    XATTRCREATE(32, "dsqd", "", Dialect.LINUX),
    /** Entries of a directory. */
    READDIR(40, "dqd", "D", Dialect.LINUX),
    /** Writes what is buffered. */
    FSYNC(50, "dd", "", Dialect.LINUX),
    /** Takes or gives back a lock. */
    LOCK(52, "dbdqqds", "b", Dialect.LINUX),
    /** Asks for a lock. */
    GETLOCK(54, "dbqqds", "bqqds", Dialect.LINUX),
    /** Makes a hard link. */
    LINK(70, "dds", "", Dialect.LINUX),
    /** Makes a directory. */
    MKDIR(72, "dsdd", "Q", Dialect.LINUX),
    /** Renames by directory and name. */
    RENAMEAT(74, "dsds", "", Dialect.LINUX),
    /** Removes by directory and name. */
    UNLINKAT(76, "dsd", "", Dialect.LINUX),
    /** Negotiates dialect and message size. */
    VERSION(100, "ds", "ds", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Begins an authentication. */
    AUTH(102, "dssu", "Q", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Makes a fid of the root. */
    ATTACH(104, "ddssu", "Q", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Forgets a request. */
    FLUSH(108, "w", "", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Follows names. */
    WALK(110, "ddn", "N", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Opens with Plan 9's mode. */
    OPEN(112, "db", "Qd", Dialect.PLAIN, Dialect.UNIX),
    /** Creates and opens a file or directory. */
    CREATE(114, "dsdbx", "Qd", Dialect.PLAIN, Dialect.UNIX),
    /** Reads. */
    READ(116, "dqd", "D", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Writes. */
    WRITE(118, "dqD", "d", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Gives a fid back. */
    CLUNK(120, "d", "", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Removes a file and gives its fid back. */
    REMOVE(122, "d", "", Dialect.PLAIN, Dialect.UNIX, Dialect.LINUX),
    /** Attributes, the Plan 9 way. */
    STAT(124, "d", "S", Dialect.PLAIN, Dialect.UNIX),
    /** Changes attributes, the Plan 9 way. */
    WSTAT(126, "dS", "", Dialect.PLAIN, Dialect.UNIX);

    /** The type of an error reply in {@link Dialect#PLAIN} and {@link Dialect#UNIX}. */
    public static final int RERROR = 107;
    /** The type of an error reply in {@link Dialect#LINUX}. */
    public static final int RLERROR = 7;
    /** The tag of Tversion. */
    public static final int NOTAG = 0xFFFF;
    /** The fid that is none. */
    public static final int NOFID = -1;
    /** The numeric user that is none. */
    public static final int NOUSER = -1;
    /** Octets of a message before its body: size, type and tag. */
    public static final int HEADER = 7;
    /** Octets that reading or writing takes in a message beside the data, the same for both, by convention. */
    public static final int IO_HEADER = 24;
    /** Most names in a walk. */
    public static final int MAX_WALK = 16;

    private static final Message[] BY_TYPE = new Message[256];

    static {
        for (Message message : values()) {
            BY_TYPE[message.type] = message;
        }
    }

    private final int type;
    private final String request;
    private final String reply;
    private final Set<Dialect> dialects;

    Message(int type, String request, String reply, Dialect first, Dialect... more) {
        this.type = type;
        this.request = request;
        this.reply = reply;
        this.dialects = EnumSet.of(first, more);
    }

    /** The number of the T-message. */
    public int request() {
        return type;
    }

    /** The number of the R-message. */
    public int reply() {
        return type + 1;
    }

    /** The shape of the T-message's body. */
    public String requestShape() {
        return request;
    }

    /** The shape of the R-message's body. */
    public String replyShape() {
        return reply;
    }

    /** Whether a dialect has the message. */
    public boolean in(Dialect dialect) {
        return dialects.contains(dialect);
    }

    /** The message with this number as a T-message, or null. */
    public static @Nullable Message ofRequest(int type) {
        return BY_TYPE[type & 0xFF];
    }
}
