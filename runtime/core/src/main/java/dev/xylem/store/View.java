package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/** A namespace that can be looked at: a commit, or the private tree of a transaction. */
abstract class View {
    final Mounts mounts;

    View(Mounts mounts) {
        this.mounts = mounts;
    }

    /** The root of the embedded tree. */
    abstract Node root();

    /** What the special nodes hang from; itself no node that a path names. */
    abstract Node specials();

    /** The region of a mount as this view sees it; not for mount 0, the embedded tree. */
    abstract Region.View mounted(int mount);

    /** The node that a path names, or null. */
    final @Nullable Node find(Path path) {
        int mount = mounts.covering(path);
        if (mount != 0) {
            return mounted(mount).find(path);
        }
        Node node = path.special() ? specials() : root();
        int depth = path.depth();
        for (int i = 0; i < depth; i++) {
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
        int depth = path.depth();
        if (mount != 0) {
            Region.View region = mounted(mount);
            int names = mounts.depth(mount);
            while (names < depth && region.find(path.prefix(names + 1)) != null) {
                names++;
            }
            return names;
        }
        Node node = path.special() ? specials() : root();
        for (int i = 0; i < depth; i++) {
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
        if (mount != 0) {
            return ancestor(mounted(mount), mounts.depth(mount), path, names);
        }
        Node node = path.special() ? specials() : root();
        for (int i = 0; i < names; i++) {
            Node child = node.child(path, i);
            if (child == null) {
                return node;
            }
            node = child;
        }
        return node;
    }

    private static Node ancestor(Region.View region, int point, Path path, int names) {
        for (int i = names; i >= point; i--) {
            Node node = region.find(path.prefix(i));
            if (node != null) {
                return node;
            }
        }
        throw new IllegalStateException("the region at " + path.prefix(point) + " has no node at its mount point");
    }
}
