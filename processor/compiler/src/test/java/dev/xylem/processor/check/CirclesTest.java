package dev.xylem.processor.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CirclesTest {
    @Test
    void aLineHasNone() {
        assertEquals(List.of(), Circles.find(List.of(List.of(1), List.of(2), List.of())));
    }

    @Test
    void aNodeMayPointAtItself() {
        assertEquals(List.of(List.of(0, 0)), Circles.find(List.of(List.of(0))));
    }

    @Test
    void theShortestOfAKnotIsFoundOnce() {
        assertEquals(
                List.of(List.of(0, 1, 0)), Circles.find(List.of(List.of(2, 1), List.of(0, 2), List.of(3), List.of(0))));
    }

    @Test
    void knotsAreSeparate() {
        assertEquals(
                List.of(List.of(0, 1, 0), List.of(2, 3, 2)),
                Circles.find(List.of(List.of(1, 2), List.of(0), List.of(3), List.of(2))));
    }

    @Test
    void depthIsNoLimit() {
        int size = 100_000;
        List<List<Integer>> ring =
                IntStream.range(0, size).mapToObj(i -> List.of((i + 1) % size)).toList();
        assertEquals(size + 1, Circles.find(ring).get(0).size());
    }

    @Test
    void findsOneIfAndOnlyIfThereIsNoOrder() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(8);
            List<List<Integer>> edges = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                edges.add(random.ints(random.nextInt(3), 0, size).boxed().toList());
            }
            List<List<Integer>> circles = Circles.find(edges);
            assertEquals(!ordered(edges), !circles.isEmpty(), "seed " + seed + ": " + edges);
            for (List<Integer> circle : circles) {
                for (int i = 1; i < circle.size(); i++) {
                    assertTrue(edges.get(circle.get(i - 1)).contains(circle.get(i)), "seed " + seed + ": " + circle);
                }
                assertEquals(circle.get(0), circle.get(circle.size() - 1), "seed " + seed);
            }
        }
    }

    /** Whether nodes without open edges can be taken away until nothing is left. */
    private static boolean ordered(List<List<Integer>> edges) {
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, edges.size()).boxed().toList());
        while (left.removeIf(node -> edges.get(node).stream().noneMatch(left::contains))) {
            continue;
        }
        return left.isEmpty();
    }
}
