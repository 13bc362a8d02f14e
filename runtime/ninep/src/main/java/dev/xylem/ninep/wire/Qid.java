package dev.xylem.ninep.wire;

/**
 * What identifies a file on a server.
 *
 * @param type a sum of {@link #DIRECTORY} and the other bits
 * @param version changes with the content; unsigned
 * @param path the same for the same file for ever, another for every other file; unsigned
 */
public record Qid(int type, int version, long path) {
    /** Octets of a qid in a message. */
    public static final int OCTETS = 13;
    /** A directory. */
    public static final int DIRECTORY = 0x80;
    /** A file that is only appended to. */
    public static final int APPEND = 0x40;
    /** A file that one client at a time may open. */
    public static final int EXCLUSIVE = 0x20;
    /** A ticket of authentication. */
    public static final int AUTHENTICATION = 0x08;
    /** A file that is not backed up. */
    public static final int TEMPORARY = 0x04;
    /** A symbolic link. */
    public static final int LINK = 0x02;

    /** Whether it is a directory's. */
    public boolean directory() {
        return (type & DIRECTORY) != 0;
    }
}
