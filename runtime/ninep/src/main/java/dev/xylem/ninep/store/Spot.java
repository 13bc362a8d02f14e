package dev.xylem.ninep.store;

import dev.xylem.ninep.wire.Qid;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A node of the store, not its path alone: when it is removed and another one created at the path, this one stays gone.
 *
 * @param serial the node's own number, 0 where nodes have none
 */
record Spot(Path path, long serial) {
    /** Where a node is that was found at a path. */
    static Spot of(Path path, @Nullable Node node) {
        return new Spot(path, node == null ? 0 : node.serial());
    }

    /** The node, or null when it is gone. */
    @Nullable
    Node in(Snapshot now) {
        Node node = now.node(path);
        return node != null && node.serial() == serial ? node : null;
    }

    /** What identifies the node, or a file that belongs to it. */
    Qid qid(Ids.Sort sort, long version) {
        return Ids.of(sort, path, serial, version);
    }
}
