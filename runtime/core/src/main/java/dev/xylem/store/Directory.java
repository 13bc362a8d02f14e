package dev.xylem.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node with children. What it is by itself is an object of its own, because a commit copies all nodes on the way to the
 * root, but what only one of them is by itself.
 */
final class Directory extends Node {
    private static final Node[] CHILDLESS = {};
    /** Directories that shrink to this many children become a plain shape again. */
    private static final int FLAT = Shape.MAX / 2;
    /** The slot of a child that lies in a branch. */
    private static final int IN_BRANCH = Integer.MAX_VALUE;

    private final Leaf self;
    /** Names of the children: a {@link Shape} for {@link #kids}, or a {@link Branch} that holds nodes as well. */
    private final Object index;

    private final Node[] kids;
    private final long subtreeVersion;
    private final int size;
    /** How many children have, themselves or below, an owner other than this node's. Subtrees without any count at once. */
    private final int mixed;
    /** The {@link Weight} of all nodes here and below. */
    private final long weight;

    private Directory(Leaf self, Object index, Node[] kids, long subtreeVersion, int size, int mixed, long weight) {
        this.self = self;
        this.index = index;
        this.kids = kids;
        this.subtreeVersion = subtreeVersion;
        this.size = size;
        this.mixed = mixed;
        this.weight = weight;
    }

    /** A directory with one child. */
    static Directory of(Leaf self, long key, String name, Node child, long stamp, Shapes shapes) {
        Shape names = shapes.shared(Shape.EMPTY.inserted(0, key, name));
        return new Directory(
                self,
                names,
                new Node[] {child},
                stamp,
                1 + child.size(),
                differs(child, self.acl().owner()),
                self.weight() + child.weight());
    }

    @Override
    Leaf self() {
        return self;
    }

    @Override
    public long subtreeVersion() {
        return subtreeVersion;
    }

    @Override
    public List<String> names() {
        if (index instanceof Shape shape) {
            return Collections.unmodifiableList(Arrays.asList(shape.names));
        }
        Branch branch = (Branch) index;
        List<String> names = new ArrayList<>(branch.count);
        branch.collect(names, new ArrayList<>(branch.count));
        return Collections.unmodifiableList(names);
    }

    @Override
    public List<Node> children() {
        if (index instanceof Shape) {
            return Collections.unmodifiableList(Arrays.asList(kids));
        }
        Branch branch = (Branch) index;
        List<Node> nodes = new ArrayList<>(branch.count);
        branch.collect(new ArrayList<>(branch.count), nodes);
        return Collections.unmodifiableList(nodes);
    }

    @Override
    @Nullable
    Node child(long key, String name) {
        if (index instanceof Shape shape) {
            int found = shape.find(key, name);
            return found < 0 ? null : kids[found];
        }
        return ((Branch) index).find(key, name);
    }

    @Override
    @Nullable
    Node child(Path path, int i) {
        if (index instanceof Shape shape) {
            int found = shape.find(path, i);
            return found < 0 ? null : kids[found];
        }
        return ((Branch) index).find(path, i);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    long weight() {
        return weight;
    }

    @Override
    int nameOctets() {
        return index instanceof Branch branch ? branch.octets : ((Shape) index).octets;
    }

    @Override
    boolean uniform() {
        return mixed == 0;
    }

    /** Where the child is that has the i-th name of a path, for {@link #at} and {@link #withChild}; negative if nowhere. */
    int slot(Path path, int i) {
        return index instanceof Shape shape ? shape.find(path, i) : IN_BRANCH;
    }

    /** The child in a slot, or null when there is none after all. */
    @Nullable
    Node at(int slot, Path path, int i) {
        return slot == IN_BRANCH ? ((Branch) index).find(path, i) : kids[slot];
    }

    @Override
    Node withValue(byte[] value, Principal writer, long stamp) {
        Leaf changed = self.withValue(value, writer, stamp);
        return changed == self
                ? this
                : new Directory(changed, index, kids, stamp, size, mixed, weight + changed.weight() - self.weight());
    }

    @Override
    Node withAcl(Acl acl, long stamp) {
        Leaf changed = self.withAcl(acl, stamp);
        if (changed == self) {
            return this;
        }
        int others = mixed;
        if (!self.acl().owner().equals(acl.owner())) {
            others = 0;
            for (Node child : children()) {
                others += differs(child, acl.owner());
            }
        }
        return new Directory(changed, index, kids, stamp, size, others, weight + changed.weight() - self.weight());
    }

    private static int differs(Node child, Principal owner) {
        return child.uniform() && child.acl().owner().equals(owner) ? 0 : 1;
    }

    /** Whether two versions of a child are certain to count alike in {@link #mixed}; looks at the children only. */
    private static boolean countAlike(Node former, Node child) {
        if (former instanceof Directory a && child instanceof Directory b) {
            // On the way to the root, what the nodes are by themselves is the same: no look at it.
            return a.mixed == b.mixed && (a.self == b.self || a.self.attributes == b.self.attributes);
        }
        return former instanceof Leaf a && child instanceof Leaf b && a.attributes == b.attributes;
    }

    /** This node with a child in another version. */
    Directory withChild(int slot, Path path, int i, Node former, Node child, long stamp) {
        int others = mixed;
        if (!countAlike(former, child)) {
            Principal owner = self.acl().owner();
            others += differs(child, owner) - differs(former, owner);
        }
        int count = size + child.size() - former.size();
        long sum = weight + child.weight() - former.weight();
        if (slot == IN_BRANCH) {
            Branch changed = ((Branch) index).replaced(path, i, child);
            return new Directory(self, changed, CHILDLESS, stamp, count, others, sum);
        }
        Node[] changed = kids.clone();
        changed[slot] = child;
        return new Directory(self, index, changed, stamp, count, others, sum);
    }

    @Override
    Directory withNewChild(long key, String name, Node child, long stamp, Shapes shapes) {
        Leaf now = self.withChildren(stamp);
        int others = mixed + differs(child, self.acl().owner());
        int count = size + child.size();
        long sum = weight + child.weight();
        if (index instanceof Shape shape) {
            int at = -1 - shape.find(key, name);
            Shape names = shapes.shared(shape.inserted(at, key, name));
            Node[] nodes = Copies.inserted(kids, at, child);
            return nodes.length <= Shape.MAX
                    ? new Directory(now, names, nodes, stamp, count, others, sum)
                    : new Directory(now, Branch.of(names, nodes), CHILDLESS, stamp, count, others, sum);
        }
        return new Directory(now, ((Branch) index).inserted(key, name, child), CHILDLESS, stamp, count, others, sum);
    }

    /** This node without a child that it has. */
    Node withoutChild(long key, String name, Node child, long stamp, Shapes shapes) {
        Leaf now = self.withChildren(stamp);
        int others = mixed - differs(child, self.acl().owner());
        int count = size - child.size();
        long sum = weight - child.weight();
        if (index instanceof Shape shape) {
            if (kids.length == 1) {
                return now;
            }
            int at = shape.find(key, name);
            Shape names = shapes.shared(shape.removed(at));
            return new Directory(now, names, Copies.removed(kids, at), stamp, count, others, sum);
        }
        Branch rest = ((Branch) index).removed(key, name);
        if (rest == null) {
            return now;
        }
        if (rest.count > FLAT) {
            return new Directory(now, rest, CHILDLESS, stamp, count, others, sum);
        }
        List<String> names = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        rest.collect(names, nodes);
        String[] flat = names.toArray(new String[0]);
        Shape shape = new Shape(Names.keys(flat, 0), flat);
        return new Directory(now, shape, nodes.toArray(CHILDLESS), stamp, count, others, sum);
    }
}
