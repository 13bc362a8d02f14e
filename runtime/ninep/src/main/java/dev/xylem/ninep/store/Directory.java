package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Change;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;
import org.jspecify.annotations.Nullable;

/** What directories have in common: a file of events that is not listed, since whoever reads all files would wait there. */
abstract class Directory implements Entry {
    /** The file of events in every directory. */
    static final String EVENTS = ".events";

    final View view;
    private final String name;

    Directory(View view, String name) {
        this.view = view;
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Of a directory that belongs to the program and never changes. */
    @Override
    public Attributes attributes() throws NinepException {
        return new Attributes(0555, view.owner(), view.owner(), 0, view.tree().time(0));
    }

    @Override
    public final Entry walk(String child) throws NinepException {
        Entry found = find(child);
        if (found == null) {
            throw new NinepException(Errno.ENOENT);
        }
        return found;
    }

    /** A file here, or null when there is none of this name. */
    abstract @Nullable Entry find(String child) throws NinepException;

    /** Nothing to be changed: times are those of commits. */
    @Override
    public void change(Change change) throws NinepException {
        if (change.permissions().isPresent()
                || change.owner().isPresent()
                || change.group().isPresent()
                || change.name() != null) {
            throw new NinepException(Errno.EPERM);
        }
        if (change.length().isPresent()) {
            throw new NinepException(Errno.EISDIR);
        }
    }
}
