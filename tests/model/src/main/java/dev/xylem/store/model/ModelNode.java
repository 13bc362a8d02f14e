package dev.xylem.store.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One node.
 *
 * @param value the octets, one per character
 * @param acl the entries in wire text; the first names the owner
 */
public record ModelNode(String value, List<String> acl) {
    int owner() {
        return principal(acl.get(0));
    }

    static int principal(String entry) {
        return Integer.parseInt(entry, 1, entry.length(), 10);
    }

    /** A child created below this node. */
    ModelNode child(ModelCaller creator) {
        if (creator.privileged()) {
            return new ModelNode("", acl);
        }
        List<String> inherited = new ArrayList<>(acl);
        inherited.set(0, acl.get(0).charAt(0) + Integer.toString(creator.id()));
        return new ModelNode("", List.copyOf(inherited));
    }
}
