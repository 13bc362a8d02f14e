package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Change;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Listed;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.store.Acl;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Snapshot;
import dev.xylem.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node of the store: a directory with its value in a file, and its children. */
final class NodeDirectory extends Directory {
    static final String VALUE = ".value";
    static final String ACL = ".acl";

    private final Spot spot;

    NodeDirectory(View view, String name, Spot spot) {
        super(view, name);
        this.spot = spot;
    }

    /** The root of the store. */
    static NodeDirectory ofRoot(View view) {
        return new NodeDirectory(
                view, RootDirectory.STORE, Spot.of(Path.ROOT, view.now().root()));
    }

    /** Where the node's directory, or a file in it, is seen from the root. */
    static String file(Path path, String name) {
        String node = path.depth() == 0 ? RootDirectory.STORE : RootDirectory.STORE + path;
        return name.isEmpty() ? node : node + "/" + name;
    }

    @Override
    public Qid qid() {
        Node node = spot.in(view.now());
        return qid(spot, node);
    }

    private static Qid qid(Spot spot, @Nullable Node node) {
        return spot.qid(Ids.Sort.NODE, node == null ? 0 : node.childrenVersion());
    }

    @Override
    public Entry parent() {
        if (spot.path().depth() == 0) {
            return new RootDirectory(view);
        }
        Path above = spot.path().parent();
        return new NodeDirectory(
                view,
                above.depth() == 0 ? RootDirectory.STORE : above.name(),
                Spot.of(above, view.now().node(above)));
    }

    @Override
    public Attributes attributes() throws NinepException {
        Node node = view.visible(spot);
        int owner = node.acl().owner().id();
        return new Attributes(
                view.shown(Modes.directory(node.acl())),
                owner,
                owner,
                0,
                view.tree().time(node.childrenVersion()));
    }

    @Override
    @Nullable
    Entry find(String child) throws NinepException {
        switch (child) {
            case VALUE -> {
                view.visible(spot);
                return new ValueEntry(view, this, spot);
            }
            case ACL -> {
                view.visible(spot);
                return new AclEntry(view, this, spot);
            }
            case EVENTS -> {
                view.visible(spot);
                return EventsEntry.of(view, this, spot);
            }
            default -> {
                return child(child);
            }
        }
    }

    private @Nullable Entry child(String name) throws NinepException {
        if (!Modes.isName(name)) {
            return null;
        }
        Path below = spot.path().child(name);
        Snapshot now = view.now();
        Node node = now.node(below);
        Node here = spot.in(now);
        if (here != null && node != null && view.may(Acl.READ | Acl.WRITE, node)) {
            return new NodeDirectory(view, name, Spot.of(below, node));
        }
        if (node == null && here != null && view.may(Acl.READ, here)) {
            return null;
        }
        // Who may not list the directory may not know whether there is something that is hidden.
        throw new NinepException(here == null ? Errno.ENOENT : Errno.EACCES);
    }

    @Override
    public List<Listed> list() throws NinepException {
        Snapshot now = view.now();
        Node node = spot.in(now);
        if (node == null) {
            throw new NinepException(Errno.ENOENT);
        }
        if (!view.may(Acl.READ, node)) {
            throw new NinepException(Errno.EACCES);
        }
        List<String> names = node.names();
        List<Listed> list = new ArrayList<>(names.size() + 1);
        list.add(Listed.of(new ValueEntry(view, this, spot)));
        if (now.unmounted(spot.path())) {
            List<Node> children = node.children();
            for (int i = 0; i < children.size(); i++) {
                Node child = children.get(i);
                list.add(new Listed(names.get(i), qid(names.get(i), child)));
            }
        } else {
            for (String name : names) {
                Path below = spot.path().child(name);
                Node child = now.node(below);
                list.add(new Listed(name, qid(Spot.of(below, child), child)));
            }
        }
        return list;
    }

    /** Of a child; its path, which takes time to make, counts only for a node without a number of its own. */
    private Qid qid(String name, Node child) {
        return child.serial() == 0
                ? qid(Spot.of(spot.path().child(name), child), child)
                : Ids.of(child.serial(), child.childrenVersion());
    }

    @Override
    public Entry makeDirectory(String name) throws NinepException {
        Path below = path(name);
        view.change(file(below, ""), session -> {
            if (view.now().node(below) != null && view.mayRead(below)) {
                throw new StoreException(dev.xylem.store.Errno.EEXIST, below, "exists already");
            }
            session.mkdir(below);
        });
        return new NodeDirectory(view, name, Spot.of(below, view.now().node(below)));
    }

    private Path path(String name) throws NinepException {
        try {
            return Path.parse(spot.path().depth() == 0 ? "/" + name : spot.path() + "/" + name, Path.ROOT);
        } catch (StoreException invalid) {
            throw View.refused(invalid);
        }
    }

    @Override
    public Entry makeFile(String name) throws NinepException {
        if (name.equals(VALUE) || name.equals(ACL) || name.equals(EVENTS)) {
            throw new NinepException(Errno.EEXIST);
        }
        throw new NinepException(Errno.EPERM, "make a directory; its value is the file " + VALUE + " in it");
    }

    @Override
    public void remove() throws NinepException {
        Node node = view.visible(spot);
        if (node.size() > 1 && view.may(Acl.READ, node)) {
            throw new NinepException(Errno.ENOTEMPTY);
        }
        view.change(file(spot.path(), ""), session -> session.remove(spot.path()));
    }

    @Override
    public void change(Change change) throws NinepException {
        if (change.name() != null) {
            throw new NinepException(Errno.EOPNOTSUPP);
        }
        if (change.length().isPresent()) {
            throw new NinepException(Errno.EISDIR);
        }
        changePermissions(view, spot, change);
    }

    /** Gives a node other permissions, as far as mode bits say them. */
    static void changePermissions(View view, Spot spot, Change change) throws NinepException {
        if (change.permissions().isEmpty()
                && change.owner().isEmpty()
                && change.group().isEmpty()) {
            return;
        }
        Acl acl = view.visible(spot).acl();
        int owner = change.owner().orElse(acl.owner().id());
        if (change.group().isPresent() && change.group().getAsInt() != owner) {
            throw new NinepException(Errno.EPERM, "nodes have no group: it is the owner's number");
        }
        char letter = change.permissions().isPresent()
                ? Modes.letter(change.permissions().getAsInt())
                : Modes.letterOf(acl);
        Acl changed = Modes.changed(acl, view.tree().store().access().principal(owner), letter);
        if (!Objects.equals(changed, acl)) {
            Path path = spot.path();
            view.change(file(path, ""), session -> session.setPermissions(path, changed));
        }
    }
}
