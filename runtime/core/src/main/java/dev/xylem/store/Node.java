package dev.xylem.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of one commit. Immutable. */
public final class Node {
    Node() {}

    /** The value; not to be changed. */
    public byte[] value() {
        throw new UnsupportedOperationException();
    }

    /** The permissions. */
    public Acl acl() {
        throw new UnsupportedOperationException();
    }

    /** Who wrote the value last. */
    public Principal writer() {
        throw new UnsupportedOperationException();
    }

    /** The names of the children, sorted by octets. Unmodifiable. */
    public List<String> names() {
        throw new UnsupportedOperationException();
    }

    /** A child, or null. */
    public @Nullable Node child(String name) {
        throw new UnsupportedOperationException();
    }

    /** How many nodes there are here and below. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** The commit that changed the value last, or created the node. */
    public long valueVersion() {
        throw new UnsupportedOperationException();
    }

    /** The commit that changed the permissions last, or created the node. */
    public long aclVersion() {
        throw new UnsupportedOperationException();
    }

    /** The commit that changed the set of children last, or created the node. */
    public long childrenVersion() {
        throw new UnsupportedOperationException();
    }

    /** The commit that changed anything here or below last. */
    public long subtreeVersion() {
        throw new UnsupportedOperationException();
    }
}
