package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Change;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;

/**
 * What files have in common. Truncating one is accepted and means nothing, since shells do so before they write; setting its
 * times as well.
 */
abstract class PlainFile implements Entry {
    final View view;
    private final String name;
    private final Entry parent;

    PlainFile(View view, String name, Entry parent) {
        this.view = view;
        this.name = name;
        this.parent = parent;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Entry parent() {
        return parent;
    }

    @Override
    public final Entry walk(String child) throws NinepException {
        throw new NinepException(Errno.ENOTDIR);
    }

    /** Refuses who may not write. */
    abstract void checkWritable() throws NinepException;

    @Override
    public void change(Change change) throws NinepException {
        if (change.owner().isPresent() || change.group().isPresent()) {
            throw new NinepException(Errno.EPERM);
        }
        if (change.name() != null) {
            throw new NinepException(Errno.EOPNOTSUPP);
        }
        if (change.permissions().isPresent()) {
            changePermissions(change.permissions().getAsInt());
        }
        if (change.length().isPresent()) {
            checkWritable();
            long length = change.length().getAsLong();
            if (length != 0 && length != attributes().length()) {
                throw new NinepException(Errno.EINVAL, "values are not cut to a length; write them anew");
            }
        }
    }

    void changePermissions(int permissions) throws NinepException {
        throw new NinepException(Errno.EPERM);
    }
}
