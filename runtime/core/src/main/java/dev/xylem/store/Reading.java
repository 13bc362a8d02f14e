package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/** Decides what callers may see, and notes what a transaction saw. Stateless. */
final class Reading {
    private Reading() {}

    /**
     * The node at a path, for an operation that needs the right to read.
     *
     * @param aspects what of the node the answer depends on, apart from its permissions
     * @param footprint where a transaction notes that, or null
     */
    static Node node(View view, Actor actor, Path path, int aspects, @Nullable Footprint footprint)
            throws StoreException {
        Node node = view.find(path);
        if (node == null) {
            throw missing(view, actor, path, view.matched(path), Acl.READ, footprint);
        }
        if (footprint != null) {
            footprint.saw(path, node, Footprint.EXISTS | aspects | (actor.privileged ? 0 : Footprint.ACL));
        }
        if (!actor.may(Acl.READ, node)) {
            throw denied(path);
        }
        return node;
    }

    /** P-4. */
    static void refuseSpecial(Path path) throws StoreException {
        if (path.special()) {
            throw new StoreException(Errno.EINVAL, path, "special names have permissions and watches, but no content");
        }
    }

    /**
     * The error for a node that does not exist. Only who has the needed right to the nearest node that does may know.
     */
    static StoreException missing(
            View view, Actor actor, Path path, int existing, int needed, @Nullable Footprint footprint) {
        Node nearest = view.ancestor(path, existing);
        if (footprint != null) {
            footprint.sawAbsent(path, existing, nearest, actor.privileged ? 0 : Footprint.ACL);
        }
        return actor.may(needed, nearest)
                ? new StoreException(Errno.ENOENT, path, "does not exist; create it first")
                : denied(path);
    }

    static StoreException denied(Path path) {
        return new StoreException(
                Errno.EACCES, path, "the caller lacks the right; the node's owner can give it with SET_PERMS");
    }
}
