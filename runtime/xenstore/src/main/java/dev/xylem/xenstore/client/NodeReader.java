package dev.xylem.xenstore.client;

import java.util.List;
import java.util.Optional;

/**
 * Reads nodes. Paths are absolute or relative to the domain's home, {@code /local/domain/<n>}. Thread-safe.
 *
 * <p>Unless a method says otherwise it throws {@link ErrorReplyException} when the server refuses, with {@code ENOENT} for a
 * node that is not there and {@code EACCES} for one that may not be read or whose absence may not be known;
 * {@link RequestTimeoutException}, {@link ConnectionLostException} and {@link RequestInterruptedException} when no reply
 * comes.
 */
public interface NodeReader {
    /** The value of a node: any octets. */
    byte[] read(String path) throws XenstoreException;

    /** The value of a node as UTF-8 text; octets that are none become the replacement character. */
    String readText(String path) throws XenstoreException;

    /** The value of a node, or nothing when there is no such node. */
    Optional<byte[]> find(String path) throws XenstoreException;

    /** The value of a node as UTF-8 text, or nothing when there is no such node. */
    Optional<String> findText(String path) throws XenstoreException;

    /** The values of nodes in the order of their paths, with nothing for those that are not there; asked for all at once. */
    List<Optional<byte[]>> findAll(List<String> paths) throws XenstoreException;

    /** Whether there is such a node. */
    boolean exists(String path) throws XenstoreException;

    /**
     * The names of a node's children, in the order of the server. Directories of any size: what does not fit into one reply
     * comes in pieces, from the start again when children change meanwhile.
     *
     * @throws XenstoreException also when they change all the time
     */
    List<String> list(String path) throws XenstoreException;

    /** As {@link #list}, or nothing when there is no such node. */
    Optional<List<String>> findList(String path) throws XenstoreException;

    /** The permissions of a node, or of a special one such as {@code @releaseDomain}; the first names the owner. */
    List<Permission> permissions(String path) throws XenstoreException;
}
