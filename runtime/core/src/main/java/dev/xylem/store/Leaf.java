package dev.xylem.store;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node without children; also what a {@link Directory} is by itself. Most nodes are leaves, so a leaf is one small object:
 * what a commit costs in a large tree is the memory it has to fetch.
 */
final class Leaf extends Node {
    static final byte[] EMPTY = {};

    final byte[] value;
    final Principal writer;
    final Attributes attributes;
    final long valueVersion;

    Leaf(byte[] value, Principal writer, long valueVersion, Attributes attributes) {
        this.value = value;
        this.writer = writer;
        this.valueVersion = valueVersion;
        this.attributes = attributes;
    }

    @Override
    Leaf self() {
        return this;
    }

    @Override
    public long subtreeVersion() {
        return Math.max(valueVersion, Math.max(attributes.aclVersion, attributes.childrenVersion));
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public List<Node> children() {
        return List.of();
    }

    @Override
    @Nullable
    Node child(long key, String name) {
        return null;
    }

    @Override
    @Nullable
    Node child(Path path, int i) {
        return null;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    long weight() {
        return Weight.node(value.length, attributes.acl);
    }

    @Override
    int nameOctets() {
        return 0;
    }

    @Override
    boolean uniform() {
        return true;
    }

    @Override
    Leaf withValue(byte[] changed, Principal by, long stamp) {
        return Arrays.equals(value, changed) ? this : new Leaf(changed, by, stamp, attributes);
    }

    @Override
    Leaf withAcl(Acl changed, long stamp) {
        Attributes now = attributes;
        return now.acl.equals(changed)
                ? this
                : new Leaf(
                        value, writer, valueVersion, new Attributes(changed, stamp, now.childrenVersion, now.serial));
    }

    /** The same by itself, with another set of children. */
    Leaf withChildren(long stamp) {
        Attributes now = attributes;
        return new Leaf(value, writer, valueVersion, new Attributes(now.acl, now.aclVersion, stamp, now.serial));
    }

    @Override
    Directory withNewChild(long key, String name, Node child, long stamp, Shapes shapes) {
        return Directory.of(withChildren(stamp), key, name, child, stamp, shapes);
    }
}
