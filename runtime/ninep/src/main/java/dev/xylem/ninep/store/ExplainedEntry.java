package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.spi.Values.Value;
import java.nio.charset.StandardCharsets;

/** Where a value comes from and what depends on it, for users who may see all of that. */
final class ExplainedEntry extends PlainFile {
    private final Naming.Place place;
    private final Value value;

    ExplainedEntry(View view, Entry parent, Naming.Place place, Value value) {
        super(view, place.name, parent);
        this.place = place;
        this.value = value;
    }

    @Override
    public Qid qid() {
        return Ids.of(Ids.Sort.EXPLAINED, place.number, false, view.now().number());
    }

    private boolean seen() {
        return view.mayRead(() -> view.values().explained(value));
    }

    private byte[] text() throws NinepException {
        if (!seen()) {
            throw new NinepException(Errno.EACCES);
        }
        return view.values().explain(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Without a length: the text is made when it is read, and not for everybody who lists the directory. */
    @Override
    public Attributes attributes() {
        return new Attributes(
                seen() ? 0444 : 0400,
                view.owner(),
                view.owner(),
                0,
                view.tree().time(view.now().number()));
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
        text();
        return new TextFile(this::text);
    }
}
