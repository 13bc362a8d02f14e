package dev.xylem.store;

/**
 * What a write of the value leaves as it is. Apart from the {@link Leaf}, so that the versions of a value share it. Immutable.
 */
final class Attributes {
    final Acl acl;
    final long aclVersion;
    final long childrenVersion;
    /** Tells a node from all others, former ones at the same path included; 0 where nobody keeps count. */
    final long serial;

    Attributes(Acl acl, long aclVersion, long childrenVersion, long serial) {
        this.acl = acl;
        this.aclVersion = aclVersion;
        this.childrenVersion = childrenVersion;
        this.serial = serial;
    }
}
