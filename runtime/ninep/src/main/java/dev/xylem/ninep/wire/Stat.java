package dev.xylem.ninep.wire;

import java.nio.charset.StandardCharsets;

/**
 * The attributes of a file as {@link Dialect#PLAIN} and {@link Dialect#UNIX} carry them. In a change, numbers with all bits set
 * and empty texts mean: leave it as it is.
 *
 * @param type for the kernel's use
 * @param dev for the kernel's use
 * @param mode permissions in the low nine bits, the bits of the qid's type in the high ones
 * @param atime seconds since 1970, unsigned
 * @param mtime seconds since 1970, unsigned
 * @param length octets; 0 for directories
 * @param extension of {@link Dialect#UNIX}: what special files are
 * @param uidNumber of {@link Dialect#UNIX}
 * @param gidNumber of {@link Dialect#UNIX}
 * @param muidNumber of {@link Dialect#UNIX}
 */
public record Stat(
        int type,
        int dev,
        Qid qid,
        int mode,
        int atime,
        int mtime,
        long length,
        String name,
        String uid,
        String gid,
        String muid,
        String extension,
        int uidNumber,
        int gidNumber,
        int muidNumber) {
    /** The bit of a directory's mode. */
    public static final int DIRECTORY = 0x8000_0000;

    private static final int FIXED = 2 + 2 + 4 + Qid.OCTETS + 4 + 4 + 4 + 8;

    /** Octets of the record in a directory. */
    public int octets(Dialect dialect) {
        int texts = 4 * 2 + octets(name) + octets(uid) + octets(gid) + octets(muid);
        return FIXED + texts + (dialect == Dialect.UNIX ? 2 + octets(extension) + 12 : 0);
    }

    static int octets(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return length;
    }
}
