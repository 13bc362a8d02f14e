package dev.xylem.store;

import java.util.List;

/** The nodes that every store begins with, all owned by the program and closed to others. */
final class InitialTree {
    private static final List<Path> NODES = List.of(
            Path.of("/tool/xenstored"), Path.of("/local"), Path.of("@introduceDomain"), Path.of("@releaseDomain"));

    private InitialTree() {}

    static Snapshot of(Mounts mounts, List<Path> points, Principal owner) {
        Acl acl = Acl.of(owner, 'n');
        Node empty = Node.created(Leaf.EMPTY, acl, owner, 0);
        Working tree = new Working(
                new Snapshot(mounts, 0, empty, empty, Usage.none(owner).plus(owner, 2, 0)), 0);
        NODES.forEach(path -> create(tree, path, acl));
        points.forEach(path -> create(tree, path, acl));
        return tree.toSnapshot();
    }

    private static void create(Working tree, Path path, Acl acl) {
        int existing = tree.descend(path);
        if (existing < path.depth()) {
            tree.create(path, existing, Leaf.EMPTY, acl, acl.owner());
        }
    }
}
