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
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Snapshot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value by its name: its text and a final newline, which is not part of the value. Inputs can be written; a newline at the end
 * is dropped. An input that is absent and has no default is an empty file.
 */
final class NamedEntry extends PlainFile {
    private static final byte[] NOTHING = {};

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
        Snapshot now = view.now();
        long version = 0;
        for (Path path : view.values().inputs(value)) {
            Node node = now.node(path);
            version = Math.max(version, node == null ? 0 : node.valueVersion());
        }
        return version;
    }

    @Override
    public Attributes attributes() throws NinepException {
        boolean seen = view.maySee(value);
        int permissions = seen ? 0444 : 0400;
        permissions |= value.kind() == Kind.INPUT ? mayWrite() ? 0222 : 0200 : 0;
        int length = seen ? text(view.text(value)).length : 0;
        return new Attributes(
                view.shown(permissions),
                view.owner(),
                view.owner(),
                length,
                view.tree().time(version()));
    }

    private static byte[] text(byte @Nullable [] text) {
        if (text == null) {
            return NOTHING;
        }
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
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
                return text(view.text(value));
            }

            @Override
            public byte[] base() throws NinepException {
                checkSeen();
                return text(view.values().text(value));
            }

            @Override
            public void write(byte[] content) throws NinepException {
                Path path = path();
                int length = content.length;
                byte[] line = length > 0 && content[length - 1] == '\n' ? Arrays.copyOf(content, length - 1) : content;
                String file = RootDirectory.VALUES + "/" + value.name().replace('.', '/');
                view.change(file, session -> session.write(path, line));
            }
        });
    }
}
