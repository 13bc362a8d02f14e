package dev.xylem.processor.emit;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random graphs of all kinds of values against a naive interpreter; the seed is the name of the case. A whole check tries
 * fifty of them, {@code mvn -Pendurance} a thousand.
 */
class RandomGraphsTest {
    static IntStream seeds() {
        Integer one = Integer.getInteger("xylem.seed");
        int count = Integer.getInteger("xylem.seeds", Boolean.getBoolean("xylem.check.full") ? 50 : 16);
        return one == null ? IntStream.range(0, count) : IntStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void behavesLikeFullEvaluation(int seed) {
        Random random = new Random(seed);
        GraphSource graph = graph(random);
        try (GraphCheck check = new GraphCheck(graph, "seed " + seed)) {
            for (int commit = 0; commit < 60; commit++) {
                int[] writes = new int[2 * (1 + random.nextInt(3))];
                for (int i = 0; i < writes.length; i += 2) {
                    writes[i] = random.nextInt(graph.inputs);
                    writes[i + 1] = random.nextInt(random.nextBoolean() ? 4 : 1000);
                }
                check.commit(writes);
            }
        }
    }

    private static boolean refuses(GraphSource graph) {
        try {
            graph.evaluate(new int[graph.inputs]);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static GraphSource.State state(Random random, boolean stateful) {
        if (!stateful || random.nextInt(3) != 0) {
            return GraphSource.State.NONE;
        }
        return random.nextInt(3) == 0 ? GraphSource.State.RESET : GraphSource.State.FOLD;
    }

    private static GraphSource graph(Random random) {
        GraphSource graph = new GraphSource(1 + random.nextInt(8));
        int derived = 1 + random.nextInt(random.nextBoolean() ? 15 : 150);
        boolean primitives = random.nextInt(3) == 0;
        boolean refusing = random.nextInt(3) == 0;
        boolean stateful = random.nextBoolean();
        int reach = 1 + random.nextInt(20);
        for (int i = 0; i < derived; i++) {
            int count = random.nextInt(10) == 0 ? 1 + random.nextInt(6) : 1 + random.nextInt(2);
            List<Integer> sources = IntStream.range(0, count)
                    .mapToObj(unused -> Math.max(0, graph.size() - 1 - random.nextInt(reach)))
                    .toList();
            int formula = refusing ? random.nextInt(7) : new int[] {0, 0, 1, 2, 3, 4, 6}[random.nextInt(7)];
            GraphSource.Style style = primitives
                    ? GraphSource.Style.STATIC_INT
                    : GraphSource.Style.values()[random.nextInt(GraphSource.Style.values().length)];
            graph.add(
                    new GraphSource.Derived(formula, sources, style, random.nextInt(8) == 0, state(random, stateful)));
            if (refuses(graph)) {
                // A program that cannot start tells nothing.
                graph.derived.remove(graph.derived.size() - 1);
                graph.add(new GraphSource.Derived(0, sources, style, false));
            }
        }
        int effects = random.nextInt(derived > 60 ? 50 : 6);
        for (int i = 0; i < effects; i++) {
            graph.effect(IntStream.range(0, 1 + random.nextInt(3))
                    .map(unused -> random.nextInt(graph.size()))
                    .toArray());
        }
        return graph;
    }
}
