package dev.xylem.processor.plan;

import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** An order of evaluation: each value after its sources, otherwise as declared. */
final class Order {
    private Order() {}

    private static boolean constant(Graph.Node node) {
        return node.value() instanceof Value.Derived derived
                && derived.constant().isPresent();
    }

    /** The derived nodes of a graph without cycles. */
    static List<Graph.Node> of(Graph graph) {
        int size = graph.nodes().size();
        int[] waitsFor = new int[size];
        List<List<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            readers.add(new ArrayList<>());
        }
        for (Graph.Node node : graph.nodes()) {
            waitsFor[node.index()] = node.arguments().size();
            node.arguments().forEach(argument -> readers.get(argument).add(node.index()));
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (Graph.Node node : graph.nodes()) {
            if (waitsFor[node.index()] == 0) {
                ready.add(node.index());
            }
        }
        List<Graph.Node> order = new ArrayList<>();
        int placed = 0;
        for (Integer next; (next = ready.poll()) != null; placed++) {
            Graph.Node node = graph.nodes().get(next);
            if (node.value() instanceof Value.Derived) {
                order.add(node);
            }
            for (int reader : readers.get(next)) {
                if (--waitsFor[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        if (placed != size) {
            throw new IllegalArgumentException("the graph has a cycle");
        }
        // Nobody waits for a constant, and none stands between values that are computed together.
        order.sort(Comparator.comparing(Order::constant));
        return order;
    }
}
