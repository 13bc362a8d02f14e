package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;

/** The last changes of this user that were refused. */
final class RefusedEntry extends PlainFile {
    RefusedEntry(View view, Entry parent) {
        super(view, RootDirectory.REFUSED, parent);
    }

    @Override
    public Qid qid() {
        return Ids.of(
                Ids.Sort.FIXED, RootDirectory.REFUSED_ID, false, view.refusals().count());
    }

    @Override
    public Attributes attributes() {
        byte[] text = view.refusals().text();
        long time = view.tree().time(view.refusals().count());
        return new Attributes(0444, view.owner(), view.owner(), text.length, time);
    }

    @Override
    void checkWritable() throws NinepException {
        throw new NinepException(Errno.EACCES);
    }

    @Override
    public OpenFile open(Opening how, Runnable wake) throws NinepException {
        if (how.write() || how.truncate()) {
            checkWritable();
        }
        return new TextFile(view.refusals()::text);
    }
}
