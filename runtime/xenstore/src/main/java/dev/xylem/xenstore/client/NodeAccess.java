package dev.xylem.xenstore.client;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads and writes nodes: those of the store, where each change is a commit, or those of a transaction. Thread-safe.
 *
 * <p>The methods throw what {@link NodeReader} says, and {@link QuotaException} when a quota is used up. Those that return a
 * stage do not wait for the reply, only for room among the requests without one, and only that throws nothing: all failures
 * are the stage's. Stages complete on the client's executor. Requests reach the server in the order of the calls.
 */
public interface NodeAccess extends NodeReader {
    /** Writes a value of any octets. Parents that are missing are made. */
    void write(String path, byte[] value) throws XenstoreException;

    /** Writes a text as UTF-8. */
    void write(String path, String value) throws XenstoreException;

    /** Makes a node with an empty value if it is missing, and its parents. */
    void mkdir(String path) throws XenstoreException;

    /** Removes a node with all below it. It may be missing, its parent not. */
    void remove(String path) throws XenstoreException;

    /** Sets the permissions of a node; the first names the owner, which only privileged callers change. */
    void setPermissions(String path, List<Permission> permissions) throws XenstoreException;

    /** {@link #read}, later. */
    CompletionStage<byte[]> readAsync(String path);

    /** The names of a node's children if they fit into one reply, later; fails with {@code E2BIG} if not. */
    CompletionStage<List<String>> listAsync(String path);

    /** {@link #write(String, byte[])}, later. */
    CompletionStage<Void> writeAsync(String path, byte[] value);

    /** {@link #write(String, String)}, later. */
    CompletionStage<Void> writeAsync(String path, String value);

    /** {@link #remove}, later. */
    CompletionStage<Void> removeAsync(String path);
}
