package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Qid;

/** Where several values are written in one commit: whoever opens it has a transaction of its own. */
final class TransactionEntry extends PlainFile {
    private static final Qid QID = Ids.of(Ids.Sort.FIXED, RootDirectory.TRANSACTION_ID, false, 0);

    TransactionEntry(View view, Entry parent) {
        super(view, RootDirectory.TRANSACTION, parent);
    }

    @Override
    public Qid qid() {
        return QID;
    }

    @Override
    public Attributes attributes() {
        return new Attributes(
                view.shown(0666), view.owner(), view.owner(), 0, view.tree().time(0));
    }

    @Override
    void checkWritable() throws NinepException {
        view.checkWritable();
    }

    @Override
    public OpenFile open(Opening how, Runnable wake) throws NinepException {
        if (how.write() || how.truncate()) {
            checkWritable();
        }
        return new TransactionFile(view);
    }
}
