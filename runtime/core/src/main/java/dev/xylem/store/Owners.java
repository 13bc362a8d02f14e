package dev.xylem.store;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Counts the nodes of each owner in a subtree, with a stack of its own: depth costs no recursion. */
final class Owners {
    private Owners() {}

    /** The counters after the removal of a subtree. Looks only at nodes above or beside which the owner changes. */
    static Usage without(Usage usage, Node subtree) {
        if (subtree.uniform()) {
            return usage.plus(subtree.acl().owner(), -subtree.size());
        }
        Map<Principal, Integer> removed = new HashMap<>();
        count(subtree, true, removed);
        Usage left = usage;
        for (Map.Entry<Principal, Integer> entry : removed.entrySet()) {
            left = left.plus(entry.getKey(), -entry.getValue());
        }
        return left;
    }

    /** Counts every node one by one. */
    static void recount(Node root, Map<Principal, Integer> counts) {
        count(root, false, counts);
    }

    private static void count(Node root, boolean trustUniform, Map<Principal, Integer> counts) {
        ArrayDeque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (trustUniform && node.uniform()) {
                counts.merge(node.acl().owner(), node.size(), Integer::sum);
            } else {
                counts.merge(node.acl().owner(), 1, Integer::sum);
                for (Node child : node.children()) {
                    open.push(child);
                }
            }
        }
    }
}
