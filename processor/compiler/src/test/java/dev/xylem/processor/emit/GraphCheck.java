package dev.xylem.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a graph's program and compares every commit with full evaluation. */
final class GraphCheck implements AutoCloseable {
    private final GraphSource graph;
    private final Driven program;
    private final String context;
    private final Set<Integer> full;
    private int[] values;

    /** Compiles and starts the program, and checks its first cycle (rule 11: each value once, each effect once). */
    GraphCheck(GraphSource graph, String context) {
        this.graph = graph;
        this.context = context;
        this.values = graph.evaluate(new int[graph.inputs]);
        Synthesis synthesis = Synthesis.of(graph.sources());
        this.full = full(synthesis);
        Counter.reset();
        this.program = synthesis.create("app.Driver", Driven.class);
        assertEquals(graph.computedFirst(), Counter.EVALUATED.size(), context + ": evaluations of the first cycle");
        assertEquals(graph.effects.size(), Counter.EFFECTS.size(), context + ": effects of the first cycle");
        compare();
    }

    /** The values that the generated comments say are computed in full; what they cost has no bound by what changed. */
    private static Set<Integer> full(Synthesis synthesis) {
        Pattern comment = Pattern.compile("// \\d+ values, p\\.v(\\d+) to p\\.v(\\d+): computed in full when ");
        Set<Integer> full = new HashSet<>();
        for (String source : synthesis.generated().values()) {
            for (Matcher matcher = comment.matcher(source); matcher.find(); ) {
                for (int i = Integer.parseInt(matcher.group(1)); i <= Integer.parseInt(matcher.group(2)); i++) {
                    full.add(i);
                }
            }
        }
        return full;
    }

    /** The values that are computed in full. */
    Set<Integer> full() {
        return full;
    }

    /** What one commit did. */
    record Cycle(int evaluations, int ideal, int effects) {}

    /** Commits pairs of input and value; checks values, effects and evaluations (rules 2, 3, 4). */
    Cycle commit(int... writes) {
        int[] inputs = Arrays.copyOf(values, graph.inputs);
        for (int i = 0; i < writes.length; i += 2) {
            inputs[writes[i]] = writes[i + 1];
        }
        int[] after = null;
        try {
            after = graph.evaluate(inputs, values);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage() != null);
        }
        Counter.reset();
        boolean accepted = program.commit(writes);
        String at = context + " after " + Arrays.toString(writes);
        assertEquals(after != null, accepted, at + ": accepted");
        if (after == null) {
            assertEquals(0, Counter.EFFECTS.size(), at + ": effects of a refused commit");
            compare();
            return new Cycle(0, 0, 0);
        }
        var ideal = graph.ideal(values, after);
        assertEquals(graph.effects(values, after), Counter.EFFECTS, at + ": effects");
        var evaluated = new HashSet<>(Counter.EVALUATED);
        assertEquals(evaluated.size(), Counter.EVALUATED.size(), at + ": each value at most once (rule 2)");
        assertTrue(evaluated.containsAll(ideal), at + ": evaluated " + evaluated + ", needed " + ideal);
        // A fold that starts again is not evaluated, but what reads it may be.
        var due = graph.due(values, after);
        var counted = new HashSet<>(evaluated);
        counted.removeAll(full);
        assertTrue(
                counted.size() <= 2 * due.size() + graph.read(due),
                at + ": " + counted.size() + " evaluations where " + ideal.size() + " are ideal");
        values = after;
        compare();
        return new Cycle(evaluated.size(), ideal.size(), Counter.EFFECTS.size());
    }

    private void compare() {
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            expected.put("v" + i, "" + values[i]);
        }
        Map<String, String> actual = new HashMap<>();
        program.values().forEach((name, value) -> actual.put(name, "" + value));
        assertEquals(expected, actual, context + ": values");
    }

    @Override
    public void close() {
        program.close();
    }
}
