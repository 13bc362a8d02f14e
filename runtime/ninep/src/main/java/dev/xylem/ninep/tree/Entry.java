package dev.xylem.ninep.tree;

import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import java.util.List;

/**
 * A file or directory of a tree, as one user sees it. Entries are handles: there may be many of one file, and the file may go
 * while there are some; operations answer ENOENT then.
 */
public interface Entry {
    /** What identifies the file. Whether it is a directory never changes; its version changes with the content. */
    Qid qid();

    /** The name in the directory; {@code /} for the root. */
    String name();

    /** The directory that it is in; the root is in itself. */
    Entry parent();

    /**
     * What it is like now.
     *
     * @throws NinepException when it is gone
     */
    Attributes attributes() throws NinepException;

    /**
     * A file in this directory, listed or not.
     *
     * @param name neither empty nor longer than 255 octets; no {@code .}, {@code ..}, slash or NUL
     * @throws NinepException ENOENT when there is none, EACCES when the user may not know
     */
    Entry walk(String name) throws NinepException;

    /**
     * The files in this directory that are listed, in any order. Called when a user opens the directory, and when it goes
     * back to the beginning.
     *
     * @throws NinepException when the user may not see them
     */
    default List<Listed> list() throws NinepException {
        throw new NinepException(Errno.ENOTDIR);
    }

    /**
     * Opens a file; directories are only listed.
     *
     * @param wake to be called, by any thread, whenever a read that answered {@link OpenFile#WAIT} should be tried again
     * @throws NinepException when the user may not
     */
    default OpenFile open(Opening how, Runnable wake) throws NinepException {
        throw new NinepException(Errno.EISDIR);
    }

    /**
     * Makes a directory here.
     *
     * @param name as for {@link #walk}
     * @throws NinepException EEXIST, or when the user may not
     */
    default Entry makeDirectory(String name) throws NinepException {
        throw new NinepException(Errno.EPERM, "no directories can be made here");
    }

    /**
     * Makes an empty file here.
     *
     * @param name as for {@link #walk}
     * @throws NinepException EEXIST, or when the user may not
     */
    default Entry makeFile(String name) throws NinepException {
        throw new NinepException(Errno.EPERM, "no files can be made here");
    }

    /**
     * Removes the file, or the empty directory.
     *
     * @throws NinepException ENOTEMPTY, or when the user may not
     */
    default void remove() throws NinepException {
        throw new NinepException(Errno.EPERM, "this cannot be removed");
    }

    /**
     * Changes attributes, all of them or none.
     *
     * @throws NinepException EPERM when it cannot be done
     */
    default void change(Change change) throws NinepException {
        throw new NinepException(Errno.EPERM, "these attributes cannot be changed");
    }
}
