package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.spi.Values.Kind;
import dev.xylem.spi.Values.Value;
import dev.xylem.store.Path;

/**
 * A value by its name: its text and a final newline, which is not part of the value. Inputs can be written; a newline at the end
 * is dropped. An input that is absent and has no default is an empty file.
 */
final class NamedEntry extends PlainFile {
    private final Naming.Place place;
    private final Value value;

    NamedEntry(View view, Entry parent, Naming.Place place, Value value) {
        super(view, place.name, parent);
        this.place = place;
        this.value = value;
    }

    @Override
    public Qid qid() {
        return Ids.of(Ids.Sort.NAMED, place.number, false, version());
    }

    /** The last commit that changed what the value comes from. */
    private long version() {
        return View.version(view.now(), view.values().sources(value));
    }

    @Override
    public Attributes attributes() throws NinepException {
        boolean seen = view.maySee(value);
        int permissions = seen ? 0444 : 0400;
        permissions |= value.kind() == Kind.INPUT ? mayWrite() ? 0222 : 0200 : 0;
        int length = seen ? Line.of(view.text(value)).length : 0;
        return new Attributes(
                view.shown(permissions),
                view.owner(),
                view.owner(),
                length,
                view.tree().time(version()));
    }

    /** Where an input is written. */
    private Path path() throws NinepException {
        Path path = value.path();
        if (path == null || value.kind() != Kind.INPUT) {
            throw new NinepException(Errno.EACCES);
        }
        return path;
    }

    private boolean mayWrite() {
        Path path = value.path();
        return path != null && view.mayWrite(path);
    }

    @Override
    void checkWritable() throws NinepException {
        view.checkWritable();
        path();
        if (!mayWrite()) {
            throw new NinepException(Errno.EACCES);
        }
    }

    private void checkSeen() throws NinepException {
        if (!view.maySee(value)) {
            throw new NinepException(Errno.EACCES);
        }
    }

    @Override
    public OpenFile open(Opening how, Runnable wake) throws NinepException {
        if (how.read()) {
            checkSeen();
        }
        if (how.write() || how.truncate()) {
            checkWritable();
        }
        return new ValueFile(view, how, new ValueFile.Source() {
            @Override
            public byte[] read() throws NinepException {
                checkSeen();
                return Line.of(view.text(value));
            }

            @Override
            public byte[] base() throws NinepException {
                checkSeen();
                return Line.of(view.values().text(value));
            }

            @Override
            public void write(byte[] content) throws NinepException {
                Path path = path();
                byte[] line = Line.text(content);
                view.change(RootDirectory.file(value), session -> session.write(path, line));
            }
        });
    }
}
