package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/** A namespace that can be looked at: a commit, or the private tree of a transaction. */
abstract class View implements Region.View {
    final Mounts mounts;

    View(Mounts mounts) {
        this.mounts = mounts;
    }

    /** What the special nodes hang from; itself no node that a path names. */
    abstract Node specials();

    /** The region of a mount as this view sees it; mount 0 is the embedded tree. */
    abstract Region.View mounted(int mount);

    /** The node that a path names, or null. */
    final @Nullable Node find(Path path) {
        int mount = mounts.covering(path);
        Node node = path.special() ? specials() : mounted(mount).root();
        int depth = path.depth();
        for (int i = mounts.depth(mount); i < depth; i++) {
            node = node.child(path, i);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /** How many names of a path lead to nodes that exist. */
    final int matched(Path path) {
        int mount = mounts.covering(path);
        Node node = path.special() ? specials() : mounted(mount).root();
        int depth = path.depth();
        for (int i = mounts.depth(mount); i < depth; i++) {
            node = node.child(path, i);
            if (node == null) {
                return i;
            }
        }
        return depth;
    }

    /**
     * The node that the first names of a path lead to. A mounted region may have lost it since they were counted; then the
     * last one on the way there.
     */
    final Node ancestor(Path path, int names) {
        int mount = mounts.covering(path);
        Node node = path.special() ? specials() : mounted(mount).root();
        for (int i = mounts.depth(mount); i < names; i++) {
            Node child = node.child(path, i);
            if (child == null) {
                return node;
            }
            node = child;
        }
        return node;
    }
}
