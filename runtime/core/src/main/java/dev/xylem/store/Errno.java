package dev.xylem.store;

/** The errors that a store answers, in the order of the protocol's table (W-9). The name is what goes over the wire. */
public enum Errno {
    /** Malformed request, path or number, or a commit that the application refused. */
    EINVAL,
    /** No right, or no right to know whether the node exists. */
    EACCES,
    /** The watch exists already. */
    EEXIST,
    /** Not used by the store; part of the protocol's table. */
    EISDIR,
    /** No such node, watch, transaction or domain. */
    ENOENT,
    /** The transaction was spoilt by an internal failure (T-8). */
    ENOMEM,
    /** A quota is used up. */
    ENOSPC,
    /** Internal failure. */
    EIO,
    /** Not used by the store; part of the protocol's table. */
    ENOTEMPTY,
    /** Unknown operation. */
    ENOSYS,
    /** The node lies in a region that cannot be written. */
    EROFS,
    /** Not possible now: nested transaction, or a mount point in the way. */
    EBUSY,
    /** The transaction conflicts with another commit: do it again. */
    EAGAIN,
    /** Not used by the store; part of the protocol's table. */
    EISCONN,
    /** The reply does not fit into a message. */
    E2BIG,
    /** Only privileged callers may do this. */
    EPERM
}
