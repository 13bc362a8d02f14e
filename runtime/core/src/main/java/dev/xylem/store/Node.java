package dev.xylem.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of one commit. Immutable.
 *
 * <p>Version numbers are numbers of commits. Inside a transaction, what the transaction changed has the number that follows
 * the one of its beginning.
 */
public final class Node {
    private static final Node[] CHILDLESS = {};
    /** Directories that shrink to this many children become a plain shape again. */
    private static final int FLAT = Shape.MAX / 2;
    /** The slot of a child that lies in a branch. */
    private static final int IN_BRANCH = Integer.MAX_VALUE;

    private final Content content;
    /** Names of the children: a {@link Shape} for {@link #kids}, or a {@link Branch} that holds nodes as well. */
    private final Object index;

    private final Node[] kids;
    private final long subtreeVersion;
    private final int size;
    /** How many children have, themselves or below, an owner other than this node's. Subtrees without any count at once. */
    private final int mixed;

    private Node(Content content, Object index, Node[] kids, long subtreeVersion, int size, int mixed) {
        this.content = content;
        this.index = index;
        this.kids = kids;
        this.subtreeVersion = subtreeVersion;
        this.size = size;
        this.mixed = mixed;
    }

    /** A node without children, created by the commit with this number. */
    static Node created(byte[] value, Acl acl, Principal writer, long stamp) {
        return new Node(Content.created(value, acl, writer, stamp), Shape.EMPTY, CHILDLESS, stamp, 1, 0);
    }

    /** The value; not to be changed. */
    public byte[] value() {
        return content.value;
    }

    /** The permissions. */
    public Acl acl() {
        return content.acl;
    }

    /** Who wrote the value last; a write of an equal value does not count. */
    public Principal writer() {
        return content.writer;
    }

    /** The names of the children, sorted by octets. Unmodifiable. */
    public List<String> names() {
        if (index instanceof Shape shape) {
            return shape.names.length == 0 ? List.of() : Collections.unmodifiableList(Arrays.asList(shape.names));
        }
        Branch branch = (Branch) index;
        List<String> names = new ArrayList<>(branch.count);
        branch.collect(names, new ArrayList<>(branch.count));
        return Collections.unmodifiableList(names);
    }

    /** The children, in the order of {@link #names}. Unmodifiable. */
    public List<Node> children() {
        if (index instanceof Shape) {
            return Collections.unmodifiableList(Arrays.asList(kids));
        }
        Branch branch = (Branch) index;
        List<Node> nodes = new ArrayList<>(branch.count);
        branch.collect(new ArrayList<>(branch.count), nodes);
        return Collections.unmodifiableList(nodes);
    }

    /** A child, or null. */
    public @Nullable Node child(String name) {
        // The key of what is no name may look like that of one.
        return Names.isName(name) ? child(Names.key(name), name) : null;
    }

    @Nullable
    Node child(long key, String name) {
        if (index instanceof Shape shape) {
            int found = shape.find(key, name);
            return found < 0 ? null : kids[found];
        }
        return ((Branch) index).find(key, name);
    }

    @Nullable
    Node child(Path path, int i) {
        if (index instanceof Shape shape) {
            int found = shape.find(path, i);
            return found < 0 ? null : kids[found];
        }
        return ((Branch) index).find(path, i);
    }

    /** How many children there are. */
    public int childCount() {
        return index instanceof Branch branch ? branch.count : kids.length;
    }

    /** How many nodes there are here and below. */
    public int size() {
        return size;
    }

    /** The commit that changed the value last, or created the node. */
    public long valueVersion() {
        return content.valueVersion;
    }

    /** The commit that changed the permissions last, or created the node. */
    public long aclVersion() {
        return content.aclVersion;
    }

    /** The commit that changed the set of children last, or created the node. */
    public long childrenVersion() {
        return content.childrenVersion;
    }

    /** The commit that changed anything here or below last. */
    public long subtreeVersion() {
        return subtreeVersion;
    }

    /** Octets of the names of the children, each with a separator. */
    int nameOctets() {
        return index instanceof Branch branch ? branch.octets : ((Shape) index).octets;
    }

    /** Whether everything here and below has the same owner. */
    boolean uniform() {
        return mixed == 0;
    }

    /** Where the child is that has the i-th name of a path, for {@link #at} and {@link #withChild}; negative if missing. */
    int slot(Path path, int i) {
        if (index instanceof Shape shape) {
            return shape.find(path, i);
        }
        return ((Branch) index).find(path, i) == null ? -1 : IN_BRANCH;
    }

    /** The child in a slot. */
    Node at(int slot, Path path, int i) {
        if (slot != IN_BRANCH) {
            return kids[slot];
        }
        Node found = ((Branch) index).find(path, i);
        if (found == null) {
            throw new IllegalStateException("no child " + path.name(i) + " in its slot");
        }
        return found;
    }

    /** This node with another value; itself when the value is equal. */
    Node withValue(byte[] value, Principal writer, long stamp) {
        if (Arrays.equals(content.value, value)) {
            return this;
        }
        return new Node(content.withValue(value, writer, stamp), index, kids, stamp, size, mixed);
    }

    /** This node with other permissions; itself when they are equal. */
    Node withAcl(Acl acl, long stamp) {
        if (content.acl.equals(acl)) {
            return this;
        }
        int others = mixed;
        if (!content.acl.owner().equals(acl.owner())) {
            others = 0;
            for (Node child : children()) {
                others += child.differs(acl.owner());
            }
        }
        return new Node(content.withAcl(acl, stamp), index, kids, stamp, size, others);
    }

    /** This node, as if something below it had changed. */
    Node touched(long stamp) {
        return new Node(content, index, kids, stamp, size, mixed);
    }

    private int differs(Principal owner) {
        return mixed == 0 && content.acl.owner().equals(owner) ? 0 : 1;
    }

    /** This node with a child in another version. */
    @SuppressWarnings("ReferenceEquality") // equal lists of another identity only cost the recount
    Node withChild(int slot, Path path, int i, Node former, Node child, long stamp) {
        int others = mixed;
        // Looks into the contents only when they are not the same: on the way to the root they are.
        if (former.mixed != child.mixed || former.content != child.content) {
            Principal owner = content.acl.owner();
            others += child.differs(owner) - former.differs(owner);
        }
        int count = size + child.size - former.size;
        if (slot == IN_BRANCH) {
            return new Node(
                    content,
                    ((Branch) index).replaced(path.key(i), path.name(i), child),
                    CHILDLESS,
                    stamp,
                    count,
                    others);
        }
        Node[] changed = kids.clone();
        changed[slot] = child;
        return new Node(content, index, changed, stamp, count, others);
    }

    /** This node with one child more, of a name that it does not have. */
    Node withNewChild(long key, String name, Node child, long stamp, Shapes shapes) {
        Content now = content.withChildren(stamp);
        int others = mixed + child.differs(content.acl.owner());
        int count = size + child.size;
        if (index instanceof Shape shape) {
            int at = -1 - shape.find(key, name);
            Shape names = shapes.shared(shape.inserted(at, key, name));
            Node[] nodes = Copies.inserted(kids, at, child);
            return nodes.length <= Shape.MAX
                    ? new Node(now, names, nodes, stamp, count, others)
                    : new Node(now, Branch.of(names, nodes), CHILDLESS, stamp, count, others);
        }
        return new Node(now, ((Branch) index).inserted(key, name, child), CHILDLESS, stamp, count, others);
    }

    /** This node without a child that it has. */
    Node withoutChild(long key, String name, Node child, long stamp, Shapes shapes) {
        Content now = content.withChildren(stamp);
        int others = mixed - child.differs(content.acl.owner());
        int count = size - child.size;
        if (index instanceof Shape shape) {
            int at = shape.find(key, name);
            return new Node(now, shapes.shared(shape.removed(at)), Copies.removed(kids, at), stamp, count, others);
        }
        Branch rest = ((Branch) index).removed(key, name);
        if (rest == null || rest.count > FLAT) {
            return rest == null
                    ? new Node(now, Shape.EMPTY, CHILDLESS, stamp, count, others)
                    : new Node(now, rest, CHILDLESS, stamp, count, others);
        }
        List<String> names = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        rest.collect(names, nodes);
        String[] flat = names.toArray(new String[0]);
        return new Node(now, new Shape(Names.keys(flat), flat), nodes.toArray(CHILDLESS), stamp, count, others);
    }
}
