package dev.xylem.store;

import java.util.List;

/** What can be asked of a tree, outside a transaction ({@link Session}) and inside ({@link Transaction}) alike. */
public interface Operations {
    /**
     * The value of a node. The array belongs to the store: callers do not change it.
     *
     * @throws StoreException ENOENT, or EACCES when the caller may not know
     */
    byte[] read(Path path) throws StoreException;

    /**
     * The names of the children, sorted by octets. Unmodifiable.
     *
     * @throws StoreException as {@link #read}
     */
    List<String> directory(Path path) throws StoreException;

    /**
     * A number that changes whenever the set of children does. Inside a transaction it also changes with the
     * transaction's own changes, and may change without need.
     *
     * @throws StoreException as {@link #read}
     */
    long childrenVersion(Path path) throws StoreException;

    /**
     * The permissions of a node, special ones included.
     *
     * @throws StoreException as {@link #read}
     */
    Acl permissions(Path path) throws StoreException;

    /**
     * Sets the value of a node; creates it, and missing parents with empty values, where needed.
     *
     * @param value belongs to the store from now on: callers do not change it
     * @throws StoreException EACCES, {@link QuotaException}, EROFS in a region that cannot be written, or, outside a
     *     transaction, {@link RefusedException} from the application and {@link DeferredException} for the sake of others
     */
    void write(Path path, byte[] value) throws StoreException;

    /**
     * Creates a node, and missing parents, with empty values. No change when it exists.
     *
     * @throws StoreException as {@link #write}
     */
    void mkdir(Path path) throws StoreException;

    /**
     * Removes a node and everything below it. No change when it is missing and its parent exists.
     *
     * @throws StoreException EINVAL for the root, ENOENT when the parent is missing, otherwise as {@link #write}
     */
    void remove(Path path) throws StoreException;

    /**
     * Replaces the permissions of a node, special ones included.
     *
     * @throws StoreException ENOENT when node or owner do not exist, EPERM for a change of the owner, otherwise as
     *     {@link #write}
     */
    void setPermissions(Path path, Acl acl) throws StoreException;
}
