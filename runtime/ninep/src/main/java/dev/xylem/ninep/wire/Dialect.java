package dev.xylem.ninep.wire;

import org.jspecify.annotations.Nullable;

/** The dialects of the protocol, as they are negotiated by Tversion. */
public enum Dialect {
    /** Plan 9: errors are texts, users are names. */
    PLAIN("9P2000"),
    /** Unix extensions: numbers beside texts, longer stat records. */
    UNIX("9P2000.u"),
    /** Linux: errors are Linux's numbers, and operations are those of Linux's VFS. */
    LINUX("9P2000.L");

    /** The answer to a version that is none of these. */
    public static final String UNKNOWN = "unknown";

    private final String version;

    Dialect(String version) {
        this.version = version;
    }

    /** The version string. */
    public String version() {
        return version;
    }

    /**
     * The dialect to answer with: the one that was asked for, or {@link #PLAIN} for an extension of 9P2000 that is not known,
     * since what follows the first period may be dropped. Null for everything else.
     */
    public static @Nullable Dialect negotiate(String asked) {
        for (Dialect dialect : values()) {
            if (dialect.version.equals(asked)) {
                return dialect;
            }
        }
        return asked.startsWith(PLAIN.version + ".") ? PLAIN : null;
    }
}
