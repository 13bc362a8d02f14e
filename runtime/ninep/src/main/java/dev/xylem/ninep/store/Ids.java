package dev.xylem.ninep.store;

import dev.xylem.ninep.wire.Qid;
import dev.xylem.store.Path;
import java.security.SecureRandom;

/** Gives every file the number that identifies it, a different one to each file that there ever was. */
final class Ids {
    /** What the lowest bits say: which sort of file it is. */
    enum Sort {
        FIXED,
        NODE,
        VALUE,
        ACL,
        EVENTS,
        NAMED,
        EXPLAINED,
        INSTANCE
    }

    private static final int SORT_BITS = 4;

    /** Numbers stay positive, also with one more added: directories are read by them. */
    private static final int BITS = 56;

    /** So that nobody can find paths whose numbers are the same. */
    private static final long KEY = new SecureRandom().nextLong();

    private Ids() {}

    /**
     * Of a node, or of a file that belongs to one.
     *
     * @param serial the node's own number; for a node that has none, 0, its path has to do
     */
    static Qid of(Sort sort, Path path, long serial, long version) {
        long number = serial == 0 ? hash(path) & (1L << BITS) - 1 | 1L << BITS : serial;
        int type = sort == Sort.NODE ? Qid.DIRECTORY : 0;
        return new Qid(type, (int) version, number << SORT_BITS | sort.ordinal());
    }

    /** Of a node's directory, by the node's own number. */
    static Qid of(long serial, long version) {
        return new Qid(Qid.DIRECTORY, (int) version, serial << SORT_BITS | Sort.NODE.ordinal());
    }

    /** Of what is there as long as the server is. */
    static Qid of(Sort sort, int place, boolean directory, long version) {
        return new Qid(directory ? Qid.DIRECTORY : 0, (int) version, (long) place << SORT_BITS | sort.ordinal());
    }

    /** Of an instance of the family at a place. */
    static Qid of(int place, String key, long version) {
        long number = mixed(hash(KEY ^ place, key)) & (1L << BITS) - 1;
        return new Qid(0, (int) version, number << SORT_BITS | Sort.INSTANCE.ordinal());
    }

    private static long hash(Path path) {
        long hash = KEY;
        for (int i = 0; i < path.depth(); i++) {
            hash = hash(hash, path.name(i));
        }
        return mixed(hash);
    }

    private static long hash(long before, String name) {
        long hash = before;
        for (int j = 0; j < name.length(); j++) {
            hash = (hash ^ name.charAt(j)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ '/') * 0xBF58_476D_1CE4_E5B9L;
        return hash ^ hash >>> 32;
    }

    private static long mixed(long of) {
        long hash = of * 0x94D0_49BB_1331_11EBL;
        return hash ^ hash >>> 31;
    }
}
