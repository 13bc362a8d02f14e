package dev.xylem.processor.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Finds circles in a directed graph, one for each knot of nodes that reach each other. Without recursion. */
final class Circles {
    private Circles() {}

    /**
     * A shortest circle through the first node of each knot, in the order of those nodes.
     *
     * @param edges for each node the nodes it points at
     * @return closed paths: the first node stands again at the end
     */
    static List<List<Integer>> find(List<List<Integer>> edges) {
        int[] knot = knots(edges);
        boolean[] done = new boolean[edges.size()];
        List<List<Integer>> circles = new ArrayList<>();
        for (int node = 0; node < edges.size(); node++) {
            if (!done[knot[node]]) {
                done[knot[node]] = true;
                List<Integer> circle = shortest(edges, knot, node);
                if (!circle.isEmpty()) {
                    circles.add(circle);
                }
            }
        }
        return circles;
    }

    /** Breadth first inside the knot, back to the start; empty where there is no way back. */
    private static List<Integer> shortest(List<List<Integer>> edges, int[] knot, int start) {
        int[] from = new int[edges.size()];
        Arrays.fill(from, -1);
        Deque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            int at = queue.remove();
            for (int next : edges.get(at)) {
                if (next == start) {
                    List<Integer> circle = new ArrayList<>(List.of(start));
                    for (int back = at; back != start; back = from[back]) {
                        circle.add(back);
                    }
                    circle.add(start);
                    Collections.reverse(circle);
                    return circle;
                }
                if (knot[next] == knot[start] && from[next] < 0) {
                    from[next] = at;
                    queue.add(next);
                }
            }
        }
        return List.of();
    }

    /** The number of the strongly connected component of each node (Tarjan's algorithm with its own stack). */
    private static int[] knots(List<List<Integer>> edges) {
        int size = edges.size();
        int[] knot = new int[size];
        int[] order = new int[size];
        int[] low = new int[size];
        int[] edge = new int[size];
        Arrays.fill(knot, -1);
        int count = 0;
        int knots = 0;
        Deque<Integer> open = new ArrayDeque<>();
        Deque<Integer> path = new ArrayDeque<>();
        for (int root = 0; root < size; root++) {
            if (order[root] != 0) {
                continue;
            }
            order[root] = ++count;
            low[root] = count;
            path.push(root);
            open.push(root);
            while (!path.isEmpty()) {
                int at = path.element();
                if (edge[at] < edges.get(at).size()) {
                    int next = edges.get(at).get(edge[at]++);
                    if (order[next] == 0) {
                        order[next] = ++count;
                        low[next] = count;
                        path.push(next);
                        open.push(next);
                    } else if (knot[next] < 0) {
                        low[at] = Math.min(low[at], order[next]);
                    }
                    continue;
                }
                path.pop();
                if (low[at] == order[at]) {
                    int member;
                    do {
                        member = open.pop();
                        knot[member] = knots;
                    } while (member != at);
                    knots++;
                }
                if (!path.isEmpty()) {
                    int parent = path.element();
                    low[parent] = Math.min(low[parent], low[at]);
                }
            }
        }
        return knot;
    }
}
