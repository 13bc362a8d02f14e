package dev.xylem.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of one commit. Immutable.
 *
 * <p>Version numbers are numbers of commits. Inside a transaction, what the transaction changed has the number that follows
 * the one of its beginning.
 */
public abstract sealed class Node permits Leaf, Directory {
    Node() {}

    /** A node without children, created by the commit with this number. */
    static Node created(byte[] value, Acl acl, Principal writer, long stamp, long serial) {
        return new Leaf(value, writer, stamp, new Attributes(acl, stamp, stamp, serial));
    }

    /** A node of a region that does not count its nodes. */
    static Node created(byte[] value, Acl acl, Principal writer, long stamp) {
        return created(value, acl, writer, stamp, 0);
    }

    /** What this node is by itself, apart from what is below it. */
    abstract Leaf self();

    /** The value; not to be changed. */
    public final byte[] value() {
        return self().value;
    }

    /** The permissions. */
    public final Acl acl() {
        return self().attributes.acl;
    }

    /** Who wrote the value last; a write of an equal value does not count. */
    public final Principal writer() {
        return self().writer;
    }

    /** The commit that changed the value last, or created the node. */
    public final long valueVersion() {
        return self().valueVersion;
    }

    /** The commit that changed the permissions last, or created the node. */
    public final long aclVersion() {
        return self().attributes.aclVersion;
    }

    /** The commit that changed the set of children last, or created the node. */
    public final long childrenVersion() {
        return self().attributes.childrenVersion;
    }

    /**
     * A number that no other node of the store has or had: a node that was removed and created again has another one. 0 in
     * regions that do not count their nodes.
     */
    public final long serial() {
        return self().attributes.serial;
    }

    /** The commit that changed anything here or below last. */
    public abstract long subtreeVersion();

    /** The names of the children, sorted by octets. Unmodifiable. */
    public abstract List<String> names();

    /** The children, in the order of {@link #names}. Unmodifiable. */
    public abstract List<Node> children();

    /** A child, or null. */
    public final @Nullable Node child(String name) {
        // The key of what is no name may look like that of one.
        return Names.isName(name) ? child(Names.key(name), name) : null;
    }

    abstract @Nullable Node child(long key, String name);

    /** The child that has the i-th name of a path, or null. */
    abstract @Nullable Node child(Path path, int i);

    /** How many nodes there are here and below. */
    public abstract int size();

    /** The {@link Weight} of all nodes here and below. */
    abstract long weight();

    /** Octets of the names of the children, each with a separator. */
    abstract int nameOctets();

    /** Whether everything here and below has the same owner. */
    abstract boolean uniform();

    /** This node with another value; itself when the value is equal. */
    abstract Node withValue(byte[] value, Principal writer, long stamp);

    /** This node with other permissions; itself when they are equal. */
    abstract Node withAcl(Acl acl, long stamp);

    /** This node with one child more, of a name that it does not have. */
    abstract Directory withNewChild(long key, String name, Node child, long stamp, Shapes shapes);
}
