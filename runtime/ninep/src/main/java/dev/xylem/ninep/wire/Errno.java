package dev.xylem.ninep.wire;

/**
 * Errors by Linux's number, which {@link Dialect#LINUX} and {@link Dialect#UNIX} carry, and by the phrase that Linux's client
 * translates back to it in {@link Dialect#PLAIN}.
 */
public enum Errno {
    /** Operation not permitted. */
    EPERM(1, "Operation not permitted"),
    /** No such file. */
    ENOENT(2, "No such file or directory"),
    /** Internal failure. */
    EIO(5, "Input/output error"),
    /** A fid that means nothing, or is not open for this. */
    EBADF(9, "Bad file descriptor"),
    /** Not now. */
    EAGAIN(11, "Resource temporarily unavailable"),
    /** No memory for it. */
    ENOMEM(12, "Cannot allocate memory"),
    /** No right. */
    EACCES(13, "Permission denied"),
    /** In use. */
    EBUSY(16, "Device or resource busy"),
    /** It exists. */
    EEXIST(17, "File exists"),
    /** Not a directory. */
    ENOTDIR(20, "Not a directory"),
    /** A directory. */
    EISDIR(21, "Is a directory"),
    /** Malformed, or a value that was refused. */
    EINVAL(22, "Invalid argument"),
    /** Too many fids on all connections together. */
    ENFILE(23, "Too many open files in system"),
    /** Too many fids on this connection. */
    EMFILE(24, "Too many open files"),
    /** Too large. */
    EFBIG(27, "File too large"),
    /** A quota is used up. */
    ENOSPC(28, "No space left on device"),
    /** Cannot be written. */
    EROFS(30, "Read-only file system"),
    /** A name of too many octets. */
    ENAMETOOLONG(36, "File name too long"),
    /** No such operation. */
    ENOSYS(38, "Function not implemented"),
    /** A directory with entries. */
    ENOTEMPTY(39, "Directory not empty"),
    /** No such extended attribute. */
    ENODATA(61, "No data available"),
    /** Not supported here. */
    EOPNOTSUPP(95, "Operation not supported");

    private final int number;
    private final String phrase;

    Errno(int number, String phrase) {
        this.number = number;
        this.phrase = phrase;
    }

    /** Linux's number. */
    public int number() {
        return number;
    }

    /** The phrase. */
    public String phrase() {
        return phrase;
    }
}
