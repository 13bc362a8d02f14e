package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.spi.Values.Instances;
import dev.xylem.spi.Values.Value;
import dev.xylem.store.Node;
import dev.xylem.store.Path;

/**
 * An instance of a family: its text and a final newline, which is not part of it. Where the instance is the value of a node, it can
 * be written. The file is the same as long as there is an instance of the key.
 */
final class InstanceEntry extends PlainFile {
    private final Naming.Place place;
    private final Value value;
    private final Instances instances;
    private final String key;

    InstanceEntry(
            View view, Entry parent, String file, Naming.Place place, Value value, Instances instances, String key) {
        super(view, file, parent);
        this.place = place;
        this.value = value;
        this.instances = instances;
        this.key = key;
    }

    @Override
    public Qid qid() {
        return Ids.of(place.number, key, version());
    }

    /** The last commit that changed the instance; of one that is computed, the family. */
    private long version() {
        Path path = instances.path(key);
        return path == null ? View.version(view.now(), view.values().sources(value)) : version(view, path);
    }

    /** The last commit that changed the instance of a node. */
    static long version(View view, Path path) {
        Node node = view.now().node(path);
        return node == null ? 0 : node.subtreeVersion();
    }

    private boolean seen() {
        Path path = instances.path(key);
        return path == null ? view.maySee(value) : view.mayReadAll(path);
    }

    private boolean mayWrite() {
        Path path = instances.single() ? instances.path(key) : null;
        return path != null && view.mayWrite(path);
    }

    private byte[] content() throws NinepException {
        if (!seen()) {
            throw new NinepException(Errno.EACCES);
        }
        return Line.of(View.shown(value, text()));
    }

    private byte[] text() throws NinepException {
        byte[] text = instances.text(key);
        if (text == null) {
            throw new NinepException(Errno.ENOENT);
        }
        return text;
    }

    @Override
    public Attributes attributes() throws NinepException {
        boolean seen = seen();
        int permissions = (seen ? 0444 : 0400) | (instances.single() ? mayWrite() ? 0222 : 0200 : 0);
        byte[] text = text();
        return new Attributes(
                view.shown(permissions),
                view.owner(),
                view.owner(),
                seen ? Line.of(View.shown(value, text)).length : 0,
                view.tree().time(version()));
    }

    @Override
    void checkWritable() throws NinepException {
        view.checkWritable();
        if (!mayWrite()) {
            throw new NinepException(Errno.EACCES);
        }
    }

    @Override
    public OpenFile open(Opening how, Runnable wake) throws NinepException {
        if (how.read()) {
            content();
        }
        if (how.write() || how.truncate()) {
            checkWritable();
        }
        return new ValueFile(view, how, new ValueFile.Source() {
            @Override
            public byte[] read() throws NinepException {
                return content();
            }

            @Override
            public byte[] base() throws NinepException {
                content();
                return Line.of(text());
            }

            @Override
            public void write(byte[] content) throws NinepException {
                checkWritable();
                Path path = instances.path(key);
                if (path == null) {
                    throw new NinepException(Errno.ENOENT);
                }
                view.change(
                        RootDirectory.file(value) + "/" + name(), session -> session.write(path, Line.text(content)));
            }
        });
    }
}
