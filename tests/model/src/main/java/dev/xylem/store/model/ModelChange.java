package dev.xylem.store.model;

import java.util.List;

/**
 * One accepted change of the tree.
 *
 * @param kind what happened
 * @param path where; for a removal the root of what was removed
 * @param below the nodes that a removal took with it, its root left out
 */
public record ModelChange(Kind kind, String path, List<String> below) {
    /** What can happen to a node. */
    public enum Kind {
        WRITTEN,
        REMOVED,
        ACL
    }

    static ModelChange of(Kind kind, String path) {
        return new ModelChange(kind, path, List.of());
    }
}
