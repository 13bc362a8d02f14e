package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/**
 * Decides which changes callers may make, by access, quota and region, and makes them on a working copy. Everything is
 * checked before anything is done. Thread-safe.
 */
final class Writing {
    private final Access access;
    private final Owned owned;

    Writing(Access access, Owned owned) {
        this.access = access;
        this.owned = owned;
    }

    void write(Working tree, Actor actor, Path path, byte[] value, @Nullable Footprint footprint)
            throws StoreException {
        Reading.refuseSpecial(path);
        int mount = tree.mounts.covering(path);
        if (mount != 0) {
            assign(tree, actor, path, value, mount, footprint);
            return;
        }
        int existing = tree.descend(path);
        if (existing < path.depth()) {
            create(tree, actor, path, existing, value, footprint);
            return;
        }
        Node node = tree.passed(existing);
        mayChange(actor, path, node, Acl.WRITE, footprint);
        if (owned.contains(path)) {
            throw published(owned, path);
        }
        // Looks at the permissions, which lie elsewhere in memory, only when it matters.
        if (!actor.privileged) {
            checkSize(actor, path, size(node), size(value.length, node.acl(), node.nameOctets()));
            checkMemory(tree, actor, path, node, value.length);
        }
        tree.write(path, value, actor.principal());
    }

    /** Writes to a mounted region, which takes values only for nodes that it has. */
    private static void assign(
            Working tree, Actor actor, Path path, byte[] value, int mount, @Nullable Footprint footprint)
            throws StoreException {
        Node node = tree.find(path);
        if (node == null) {
            throw unchangeable(tree, actor, path, mount, Acl.WRITE, footprint);
        }
        mayChange(actor, path, node, Acl.WRITE, footprint);
        tree.assign(path, value, actor.principal(), tree.mounts.region(mount).write(path, value));
    }

    void mkdir(Working tree, Actor actor, Path path, @Nullable Footprint footprint) throws StoreException {
        int existing = enter(tree, actor, path, footprint);
        if (existing < path.depth()) {
            create(tree, actor, path, existing, Leaf.EMPTY, footprint);
            return;
        }
        mayChange(actor, path, tree.passed(existing), Acl.WRITE, footprint);
        if (owned.contains(path)) {
            throw published(owned, path);
        }
    }

    void remove(Working tree, Actor actor, Path path, @Nullable Footprint footprint) throws StoreException {
        int existing = enter(tree, actor, path, footprint);
        int depth = path.depth();
        if (depth == 0) {
            mayChange(actor, path, tree.root(), Acl.WRITE, footprint);
            throw new StoreException(Errno.EINVAL, path, "the root cannot be removed; remove its children");
        }
        if (existing < depth) {
            StoreException missing = Reading.missing(tree, actor, path, existing, Acl.WRITE, footprint);
            if (missing.errno() == Errno.ENOENT && existing == depth - 1) {
                return;
            }
            throw missing;
        }
        mayChange(actor, path, tree.passed(existing), Acl.WRITE, footprint);
        if (owned.anyWithin(path)) {
            throw published(owned, path);
        }
        if (tree.mounts.anyWithin(path)) {
            throw new StoreException(Errno.EBUSY, path, "another region is mounted below; it cannot be removed");
        }
        tree.remove(path);
        if (footprint != null) {
            footprint.removed(path);
        }
    }

    void setPermissions(Working tree, Actor actor, Path path, Acl acl, @Nullable Footprint footprint)
            throws StoreException {
        actor.check(Quota.NODE_PERMISSIONS, path, acl.size());
        if (!access.alive(acl.owner())) {
            throw new StoreException(
                    Errno.ENOENT,
                    path,
                    "the first permission names " + acl.owner()
                            + " as the owner, which does not exist; name one that does");
        }
        refuseRegion(tree, actor, path, Acl.OWN, footprint);
        int existing = tree.descend(path);
        if (existing < path.depth()) {
            throw Reading.missing(tree, actor, path, existing, Acl.OWN, footprint);
        }
        Node node = tree.passed(existing);
        mayChange(actor, path, node, Acl.OWN, footprint);
        if (owned.contains(path)) {
            throw published(owned, path);
        }
        if (!actor.privileged && !acl.owner().equals(node.acl().owner())) {
            throw new StoreException(
                    Errno.EPERM,
                    path,
                    "only privileged callers give nodes away; keep the owner "
                            + node.acl().owner());
        }
        checkSize(actor, path, size(node), size(node.value().length, acl, node.nameOctets()));
        tree.setAcl(path, acl);
    }

    /** What all changes but those of permissions begin with: how many names of the path exist. */
    private int enter(Working tree, Actor actor, Path path, @Nullable Footprint footprint) throws StoreException {
        Reading.refuseSpecial(path);
        refuseRegion(tree, actor, path, Acl.WRITE, footprint);
        return tree.descend(path);
    }

    private static void refuseRegion(Working tree, Actor actor, Path path, int needed, @Nullable Footprint footprint)
            throws StoreException {
        int mount = tree.mounts.covering(path);
        if (mount != 0) {
            throw unchangeable(tree, actor, path, mount, needed, footprint);
        }
    }

    /** Of a mounted region only values change; only who has the right to do more may know that. */
    private static StoreException unchangeable(
            Working tree, Actor actor, Path path, int mount, int needed, @Nullable Footprint footprint) {
        int existing = tree.matched(path);
        Node nearest = tree.ancestor(path, existing);
        if (actor.may(needed, nearest)) {
            return new StoreException(
                    Errno.EROFS, path, "nodes below " + tree.mounts.at(mount) + " come and go by themselves");
        }
        if (footprint != null) {
            footprint.saw(path.prefix(existing), nearest, Footprint.ACL);
        }
        return Reading.denied(path);
    }

    /** Checks the right to change an existing node. */
    private static void mayChange(Actor actor, Path path, Node node, int needed, @Nullable Footprint footprint)
            throws StoreException {
        if (footprint != null) {
            footprint.saw(path, node, Footprint.EXISTS | (actor.privileged ? 0 : Footprint.ACL));
        }
        if (!actor.may(needed, node)) {
            throw Reading.denied(path);
        }
    }

    private void create(Working tree, Actor actor, Path path, int existing, byte[] value, @Nullable Footprint footprint)
            throws StoreException {
        Node nearest = tree.passed(existing);
        if (footprint != null) {
            // The permissions of the new node come from there, whoever creates it.
            footprint.sawAbsent(path, existing, nearest, Footprint.ACL);
        }
        if (!actor.may(Acl.WRITE, nearest)) {
            throw Reading.denied(path);
        }
        if (owned.anyBetween(path, existing)) {
            throw published(owned, path);
        }
        Acl acl = nearest.acl();
        if (!actor.privileged) {
            acl = acl.withOwner(actor.principal());
            checkCreation(tree, actor, path, existing, value.length, acl);
        }
        tree.create(path, existing, value, acl, actor.principal());
    }

    private static void checkCreation(Working tree, Actor actor, Path path, int existing, int valueOctets, Acl acl)
            throws StoreException {
        Node nearest = tree.passed(existing);
        int depth = path.depth();
        int made = depth - existing;
        actor.check(Quota.NODES, path, (long) tree.usage().of(acl.owner()) + made);
        long octets = Weight.node(valueOctets, acl) + (made - 1) * Weight.node(0, acl);
        actor.account.check(Quota.MEMORY, path, actor.account.memory(tree.usage()) + octets);
        int former = size(nearest);
        checkSize(actor, path, former, former + path.name(existing).length() + 1);
        for (int i = existing + 1; i < depth; i++) {
            checkSize(actor, path, 0, size(0, acl, path.name(i).length() + 1));
        }
        checkSize(actor, path, 0, size(valueOctets, acl, 0));
    }

    /** The size of a node as the quota counts it: each permission and each name of a child has a separator. */
    private static int size(int valueOctets, Acl acl, int nameOctets) {
        return valueOctets + acl.octets() + nameOctets;
    }

    private static int size(Node node) {
        return size(node.value().length, node.acl(), node.nameOctets());
    }

    /** Blocks growth only: a node that is too large since the quota was lowered may shrink. */
    private static void checkSize(Actor actor, Path path, int former, int changed) throws StoreException {
        if (changed > former) {
            actor.check(Quota.NODE_SIZE, path, changed);
        }
    }

    /** Only owners are held back: what others write to a node is bounded by its size. */
    private static void checkMemory(Working tree, Actor actor, Path path, Node node, int valueOctets)
            throws StoreException {
        int longer = valueOctets - node.value().length;
        if (longer > 0 && !actor.privileged && node.acl().owner().equals(actor.principal())) {
            actor.account.check(Quota.MEMORY, path, actor.account.memory(tree.usage()) + longer);
        }
    }

    /** The quota on the length of paths, which holds for every operation (P-3). */
    static void checkPath(Actor actor, Path path) throws StoreException {
        if (!actor.privileged) {
            actor.account.check(Quota.PATH_MAX, path, path.length());
        }
    }

    private static StoreException published(Owned owned, Path path) {
        return new StoreException(
                Errno.EACCES,
                path,
                owned.constant(path)
                        ? "a constant, fixed when the program was synthesised; set it with -Axylem.set and compile again"
                        : "the application publishes this path, or one below; change what it computes from");
    }
}
