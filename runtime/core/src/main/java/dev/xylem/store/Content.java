package dev.xylem.store;

/**
 * What a node is by itself, apart from what is below it. Its own object because a commit copies all nodes on the way to the
 * root, but the content of only one.
 */
final class Content {
    static final byte[] EMPTY = {};

    final byte[] value;
    final Acl acl;
    final Principal writer;
    final long valueVersion;
    final long aclVersion;
    final long childrenVersion;

    Content(byte[] value, Acl acl, Principal writer, long valueVersion, long aclVersion, long childrenVersion) {
        this.value = value;
        this.acl = acl;
        this.writer = writer;
        this.valueVersion = valueVersion;
        this.aclVersion = aclVersion;
        this.childrenVersion = childrenVersion;
    }

    /** The content of a node created by the commit with this number. */
    static Content created(byte[] value, Acl acl, Principal writer, long stamp) {
        return new Content(value, acl, writer, stamp, stamp, stamp);
    }

    Content withValue(byte[] changed, Principal by, long stamp) {
        return new Content(changed, acl, by, stamp, aclVersion, childrenVersion);
    }

    Content withAcl(Acl changed, long stamp) {
        return new Content(value, changed, writer, valueVersion, stamp, childrenVersion);
    }

    Content withChildren(long stamp) {
        return new Content(value, acl, writer, valueVersion, aclVersion, stamp);
    }
}
