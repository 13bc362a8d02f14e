package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Change;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.store.Acl;
import dev.xylem.store.Node;
import dev.xylem.store.StoreException;
import java.util.OptionalInt;

/** The value of a node, as it is in the store. */
final class ValueEntry extends PlainFile {
    private final Spot spot;

    ValueEntry(View view, Entry parent, Spot spot) {
        super(view, NodeDirectory.VALUE, parent);
        this.spot = spot;
    }

    @Override
    public Qid qid() {
        Node node = spot.in(view.now());
        return spot.qid(Ids.Sort.VALUE, node == null ? 0 : node.valueVersion());
    }

    @Override
    public Attributes attributes() throws NinepException {
        Node node = view.visible(spot);
        int owner = node.acl().owner().id();
        int permissions = Modes.file(node.acl());
        return new Attributes(
                view.shown(view.tree().published(spot.path()) ? permissions & ~0222 : permissions),
                owner,
                owner,
                node.value().length,
                view.tree().time(node.valueVersion()));
    }

    @Override
    void checkWritable() throws NinepException {
        view.checkWritable();
        if (!view.may(Acl.WRITE, view.visible(spot)) || view.tree().published(spot.path())) {
            throw new NinepException(Errno.EACCES);
        }
    }

    @Override
    public OpenFile open(Opening how, Runnable wake) throws NinepException {
        if (how.read() && !view.may(Acl.READ, view.visible(spot))) {
            throw new NinepException(Errno.EACCES);
        }
        if (how.write() || how.truncate()) {
            checkWritable();
        }
        return new ValueFile(view, how, new ValueFile.Source() {
            @Override
            public byte[] read() throws NinepException {
                try {
                    return view.session().read(spot.path());
                } catch (StoreException refused) {
                    throw View.refused(refused);
                }
            }

            @Override
            public void write(byte[] content) throws NinepException {
                // A node that was removed meanwhile is not to come back by this.
                view.visible(spot);
                view.change(
                        NodeDirectory.file(spot.path(), NodeDirectory.VALUE),
                        session -> session.write(spot.path(), content));
            }
        });
    }

    @Override
    public void change(Change change) throws NinepException {
        NodeDirectory.changePermissions(view, spot, change);
        super.change(new Change(
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                change.length(),
                change.times(),
                change.name()));
    }

    @Override
    public void remove() throws NinepException {
        throw new NinepException(
                Errno.EPERM,
                "a node always has a value; remove its directory, or write an empty value in a transaction");
    }
}
