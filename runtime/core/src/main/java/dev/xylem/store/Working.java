package dev.xylem.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A tree under change: a commit in the making, or the private tree of a transaction. Changes copy the path to the root and
 * share the rest. Does what it is told; {@link Writing} decides what may be done. Used by one thread at a time.
 */
final class Working extends View {
    private static final Node[] NOWHERE = {};

    private Snapshot base;
    private Region.View[] regions = {};
    private Node root;
    private Node specials;
    private Usage usage;
    private long stamp;
    private final Changes changes = new Changes();
    private final EmbeddedTree embedded;
    private final Shapes shapes;

    /** The nodes on the way of the last {@link #descend}, and the slots that lead from each to the next. */
    private Node[] nodes = NOWHERE;

    private int[] slots = new int[16];

    /** Values written to mounted regions. */
    private List<Assignment> assignments = List.of();

    /** A value written to a mounted region, and what puts it in force. */
    record Assignment(Path path, byte[] value, Principal writer, LongConsumer apply) {}

    Working(Snapshot base, long stamp) {
        super(base.mounts);
        this.embedded = base.mounts.embedded();
        this.shapes = embedded.shapes();
        this.base = base;
        this.root = base.root();
        this.specials = base.specials();
        this.usage = base.counters();
        this.stamp = stamp;
    }

    /** Starts again, from a commit. */
    void begin(Snapshot from, long newStamp) {
        base = from;
        // Storing a reference into a long-lived object has a price with most collectors; mostly there is no need to.
        if (root != from.root()) {
            root = from.root();
        }
        if (specials != from.specials()) {
            specials = from.specials();
        }
        if (usage != from.counters()) {
            usage = from.counters();
        }
        stamp = newStamp;
        changes.clear();
        if (!assignments.isEmpty()) {
            assignments = List.of();
        }
    }

    /** Keeps the mounted regions as they are now, for a transaction that sees the state of its beginning (T-2). */
    void pinRegions() {
        regions = new Region.View[mounts.count()];
        for (int i = 1; i < regions.length; i++) {
            regions[i] = base.mounted(i);
        }
    }

    Snapshot base() {
        return base;
    }

    long stamp() {
        return stamp;
    }

    Usage usage() {
        return usage;
    }

    Changes changes() {
        return changes;
    }

    @Override
    Node root() {
        return root;
    }

    @Override
    Node specials() {
        return specials;
    }

    @Override
    Region.View mounted(int mount) {
        Region.View region = regions.length == 0 ? base.mounted(mount) : regions[mount];
        return assignments.isEmpty() ? region : path -> assigned(region.find(path), path);
    }

    /** A node of a mounted region with the value that was written to it here, if any. */
    private @Nullable Node assigned(@Nullable Node node, Path path) {
        for (int i = assignments.size() - 1; i >= 0 && node != null; i--) {
            Assignment last = assignments.get(i);
            if (last.path.equals(path)) {
                return node.withValue(last.value, last.writer, stamp);
            }
        }
        return node;
    }

    /** Writes the value of a node of a mounted region; {@code apply} puts it in force. */
    void assign(Path path, byte[] value, Principal writer, LongConsumer apply) {
        if (assignments.isEmpty()) {
            assignments = new ArrayList<>();
        }
        assignments.add(new Assignment(path, value, writer, apply));
        changes.add(path, Mutation.WRITTEN, false);
    }

    /** What was written to mounted regions, in order. */
    List<Assignment> assignments() {
        return assignments;
    }

    /** The state that this tree becomes when it is committed. */
    Snapshot toSnapshot() {
        return new Snapshot(mounts, stamp, root, specials, usage);
    }

    /** Walks along a path of the embedded tree as far as there are nodes, and remembers the way. */
    int descend(Path path) {
        int depth = path.depth();
        if (depth > slots.length) {
            slots = new int[depth + 16];
        }
        // A new array, because storing many references into an old one would cost more.
        Node[] way = new Node[depth + 1];
        nodes = way;
        Node node = path.special() ? specials : root;
        way[0] = node;
        for (int i = 0; i < depth; i++) {
            if (!(node instanceof Directory directory)) {
                return i;
            }
            int slot = directory.slot(path, i);
            if (slot < 0) {
                return i;
            }
            Node child = directory.at(slot, path, i);
            if (child == null) {
                return i;
            }
            slots[i] = slot;
            node = child;
            way[i + 1] = node;
        }
        return depth;
    }

    /** A node on the way of the last {@link #descend}. */
    Node passed(int depth) {
        return nodes[depth];
    }

    /** Writes the value of the existing node that {@link #descend} arrived at. */
    void write(Path path, byte[] value, Principal writer) {
        int depth = path.depth();
        Node node = nodes[depth];
        int longer = value.length - node.value().length;
        replace(path, depth, node.withValue(value, writer, stamp));
        if (longer != 0) {
            usage = usage.plus(node.acl().owner(), 0, longer);
        }
        changes.add(path, Mutation.WRITTEN, false);
    }

    /** Sets the permissions of the existing node that {@link #descend} arrived at. */
    void setAcl(Path path, Acl acl) {
        int depth = path.depth();
        Node node = nodes[depth];
        replace(path, depth, node.withAcl(acl, stamp));
        usage = usage.plus(node.acl().owner(), -1, -Weight.node(node))
                .plus(acl.owner(), 1, Weight.node(node.value().length, acl));
        changes.add(path, Mutation.ACL, false);
    }

    /** Creates a node below the one that {@link #descend} arrived at after {@code existing} names, and those between. */
    void create(Path path, int existing, byte[] value, Acl acl, Principal writer) {
        int depth = path.depth();
        Node made = Node.created(value, acl, writer, stamp, embedded.nextSerial());
        for (int i = depth - 1; i > existing; i--) {
            made = Node.created(Leaf.EMPTY, acl, writer, stamp, embedded.nextSerial())
                    .withNewChild(path.key(i), path.name(i), made, stamp, shapes);
        }
        Node above = nodes[existing];
        replace(path, existing, above.withNewChild(path.key(existing), path.name(existing), made, stamp, shapes));
        usage = usage.plus(
                acl.owner(),
                depth - existing,
                Weight.node(value.length, acl) + (depth - existing - 1) * Weight.node(0, acl));
        for (int i = existing + 1; i < depth; i++) {
            changes.add(path.prefix(i), Mutation.WRITTEN, true);
        }
        changes.add(path, Mutation.WRITTEN, false);
    }

    /** Removes the existing node that {@link #descend} arrived at, with everything below. */
    void remove(Path path) {
        int last = path.depth() - 1;
        Node node = nodes[last + 1];
        replace(
                path,
                last,
                ((Directory) nodes[last]).withoutChild(path.key(last), path.name(last), node, stamp, shapes));
        usage = Owners.without(usage, node);
        changes.add(path, Mutation.REMOVED, false);
        // What is gone should not be kept in memory by the way to it.
        nodes = NOWHERE;
    }

    private void replace(Path path, int depth, Node changed) {
        if (changed == nodes[depth]) {
            return;
        }
        Node now = changed;
        for (int i = depth - 1; i >= 0; i--) {
            now = ((Directory) nodes[i]).withChild(slots[i], path, i, nodes[i + 1], now, stamp);
        }
        if (path.special()) {
            specials = now;
        } else {
            root = now;
        }
    }
}
