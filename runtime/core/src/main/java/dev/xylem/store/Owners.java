package dev.xylem.store;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Counts the nodes of each owner in a subtree, with a stack of its own: depth costs no recursion. */
final class Owners {
    /** What one owner has. */
    static final class Sum {
        int nodes;
        long octets;

        private void add(int count, long weight) {
            nodes += count;
            octets += weight;
        }
    }

    private Owners() {}

    /** The counters after the removal of a subtree. Looks only at nodes beside which the owner changes. */
    static Usage without(Usage usage, Node subtree) {
        if (subtree.uniform()) {
            return usage.plus(subtree.acl().owner(), -subtree.size(), -subtree.weight());
        }
        Map<Principal, Sum> removed = new HashMap<>();
        count(subtree, usage, true, removed);
        Usage left = usage;
        for (Map.Entry<Principal, Sum> entry : removed.entrySet()) {
            left = left.plus(entry.getKey(), -entry.getValue().nodes, -entry.getValue().octets);
        }
        return left;
    }

    /** Counts every node one by one. */
    static void recount(Node root, Usage usage, Map<Principal, Sum> sums) {
        count(root, usage, false, sums);
    }

    private static void count(Node root, Usage usage, boolean trustUniform, Map<Principal, Sum> sums) {
        ArrayDeque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.pop();
            Principal owner = node.acl().owner();
            Sum sum = sums.computeIfAbsent(owner, principal -> new Sum());
            boolean weighed = usage.weighs(owner);
            if (trustUniform && node.uniform()) {
                sum.add(node.size(), weighed ? node.weight() : 0);
            } else {
                sum.add(1, weighed ? Weight.node(node) : 0);
                for (Node child : node.children()) {
                    open.push(child);
                }
            }
        }
    }
}
