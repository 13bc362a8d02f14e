package dev.xylem.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The usual workloads of reactive libraries, compiled from annotated sources, against full evaluation after every commit. */
class WorkloadsTest {
    private static GraphSource chain(int length) {
        GraphSource graph = new GraphSource(1);
        for (int i = 0; i < length; i++) {
            graph.add(0, i);
        }
        graph.effect(length);
        return graph;
    }

    private static void expect(GraphSource graph, String name, int evaluations, int effects) {
        try (GraphCheck check = new GraphCheck(graph, name)) {
            for (int i = 1; i <= 20; i++) {
                int[] writes = new int[2 * graph.inputs];
                for (int input = 0; input < graph.inputs; input++) {
                    writes[2 * input] = input;
                    writes[2 * input + 1] = i + input;
                }
                GraphCheck.Cycle cycle = check.commit(writes);
                assertEquals(evaluations, cycle.evaluations(), name + ": evaluations");
                assertEquals(effects, cycle.effects(), name + ": effects");
            }
        }
    }

    private static GraphSource diamond() {
        GraphSource graph = new GraphSource(1);
        int[] copies = IntStream.range(0, 5).map(i -> graph.add(0, 0)).toArray();
        graph.effect(graph.add(6, copies));
        return graph;
    }

    @Test
    @DisplayName("Rules 2, 3: diamond evaluates 6 and runs its effect once")
    void diamondIsIdeal() {
        expect(diamond(), "diamond", 6, 1);
    }

    @Test
    @DisplayName("Rule 3: an equal write evaluates nothing and runs no effect")
    void same() {
        try (GraphCheck check = new GraphCheck(diamond(), "same")) {
            check.commit(0, 7);
            for (int i = 0; i < 20; i++) {
                assertEquals(new GraphCheck.Cycle(0, 0, 0), check.commit(0, 7));
            }
        }
    }

    @Test
    @DisplayName("Rule 3: a value that flips and returns inside one transaction is no change")
    void flipFlop() {
        try (GraphCheck check = new GraphCheck(diamond(), "flip-flop")) {
            check.commit(0, 7);
            assertEquals(new GraphCheck.Cycle(0, 0, 0), check.commit(0, 8, 0, 7));
        }
    }

    @Test
    @DisplayName("Rule 2: triangle evaluates 10")
    void triangle() {
        GraphSource graph = new GraphSource(1);
        IntStream.range(0, 9).forEach(i -> graph.add(0, i));
        graph.effect(graph.add(0, IntStream.range(0, 10).toArray()));
        expect(graph, "triangle", 10, 1);
    }

    @Test
    @DisplayName("Rule 2: unstable evaluates 3")
    void unstable() {
        GraphSource graph = new GraphSource(1);
        graph.add(6, 0);
        graph.add(0, 0);
        graph.effect(graph.add(0, 0, 1, 2));
        expect(graph, "unstable", 3, 1);
    }

    @Test
    @DisplayName("Rule 3: avoidable stops where the value does not change")
    void avoidable() {
        GraphSource graph = new GraphSource(1);
        graph.add(0, 0);
        graph.add(4, 1);
        graph.add(0, 2);
        graph.add(0, 3);
        graph.effect(graph.add(0, 4));
        expect(graph, "avoidable", 2, 0);
    }

    @Test
    @DisplayName("Rule 2: broad 50 evaluates 100 and runs 50 effects in order")
    void broad50() {
        GraphSource graph = new GraphSource(1);
        for (int i = 0; i < 50; i++) {
            graph.effect(graph.add(0, graph.add(0, 0)));
        }
        expect(graph, "broad50", 100, 50);
    }

    @Test
    @DisplayName("Rule 2: deep 50 evaluates 50")
    void deep50() {
        expect(chain(50), "deep50", 50, 1);
    }

    @Test
    @DisplayName("Rule 2: deep 1000 evaluates 1000")
    void deep1000() {
        expect(chain(1000), "deep1000", 1000, 1);
    }

    @Test
    @DisplayName("Rule 3: a chain that stops at any depth computes at most twice what it must")
    void chainStops() {
        GraphSource graph = new GraphSource(1);
        for (int i = 0; i < 200; i++) {
            graph.add(3, i);
        }
        graph.effect(200);
        try (GraphCheck check = new GraphCheck(graph, "stopping chain")) {
            for (int bits = 0; bits < 31; bits++) {
                check.commit(0, 1 << bits);
                check.commit(0, (1 << bits) + 1);
            }
        }
    }

    @Test
    @DisplayName("Rule 2: ten writes in one transaction are one cycle of 11 evaluations")
    void txn10() {
        GraphSource graph = new GraphSource(10);
        int[] each = IntStream.range(0, 10).map(i -> graph.add(0, i)).toArray();
        graph.effect(graph.add(0, each));
        expect(graph, "txn10", 11, 1);
    }

    private static GraphSource cells(int layers, int formula) {
        GraphSource graph = new GraphSource(4);
        for (int layer = 0; layer < layers; layer++) {
            int former = 4 * layer;
            graph.add(formula, former + 1);
            graph.add(formula, former, former + 2);
            graph.add(formula, former + 1, former + 3);
            graph.add(formula, former + 2);
        }
        for (int i = 1; i <= 4; i++) {
            graph.effect(graph.size() - i);
        }
        return graph;
    }

    @Test
    @DisplayName("Rule 2: layers of cells evaluate each value once, without a test for each")
    void cells() {
        expect(cells(10, 0), "40 cells", 40, 4);
        expect(cells(24, 0), "96 cells", 96, 4);
        expect(cells(100, 0), "400 cells", 400, 4);
    }

    @Test
    @DisplayName("Rule 3: dense graphs stop between regions, and run no effect of a value that is equal")
    void cellsStop() {
        try (GraphCheck check = new GraphCheck(cells(100, 1), "cells that stop")) {
            assertTrue(check.full().size() > 300, "computed in full: " + check.full());
            check.commit(0, 1, 1, 2, 2, 3, 3, 4);
            assertEquals(new GraphCheck.Cycle(0, 0, 0), check.commit(0, 1, 3, 4));
            for (int i = 0; i < 40; i++) {
                check.commit(i % 4, i % 5, (i + 1) % 4, i % 3);
            }
        }
        GraphSource stopping = new GraphSource(2);
        int first = stopping.add(4, 0);
        int second = stopping.add(4, 1);
        for (int i = 0; i < 120; i++) {
            int last = stopping.size() - 1;
            stopping.add(0, i < 2 ? first : last - 1, i < 2 ? second : last);
        }
        stopping.effect(stopping.size() - 1);
        try (GraphCheck check = new GraphCheck(stopping, "behind constant values")) {
            GraphCheck.Cycle cycle = check.commit(0, 5, 1, 6);
            assertTrue(cycle.evaluations() < 70, "later regions were computed: " + cycle);
            assertEquals(0, cycle.effects());
        }
    }

    @Test
    @DisplayName(
            "Rules 2, 3: in a sparse graph, one source of 100 makes 54 of 900 values evaluate and 10 of 100 effects run")
    void sparse() {
        int width = 100;
        GraphSource graph = new GraphSource(width);
        for (int row = 0; row < 9; row++) {
            for (int i = 0; i < width; i++) {
                graph.add(0, width * row + i, width * row + (i + 1) % width);
            }
        }
        IntStream.range(9 * width, 10 * width).forEach(graph::effect);
        try (GraphCheck check = new GraphCheck(graph, "sparse")) {
            for (int i = 1; i <= 20; i++) {
                assertEquals(new GraphCheck.Cycle(54, 54, 10), check.commit(i * 7 % width, i));
            }
        }
    }

    @Test
    @DisplayName("Thousands of values compile")
    void thousands() {
        GraphSource graph = new GraphSource(300);
        for (int i = 0; i < 1500; i++) {
            int at = graph.size();
            graph.add(0, at - 1, at - 7, at - 290);
        }
        for (int i = 0; i < 100; i++) {
            graph.effect(graph.size() - 1 - i);
        }
        try (GraphCheck check = new GraphCheck(graph, "thousands")) {
            for (int i = 0; i < 10; i++) {
                assertTrue(check.commit(20 + i * 7, i + 5).evaluations() > 0);
            }
        }
    }
}
