package dev.xylem.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** One application of thousands of values, spread over parts, against a naive evaluation. */
class LargeProgramTest {
    private static final int INPUTS = 8;
    private static final int PER_PART = 500;
    private static final int EFFECT_EVERY = 250;

    @Test
    @DisplayName("1 500 values of three parts: classes and methods within the limits of class files and of HotSpot")
    void thousands() {
        check(3);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "xylem.check.large",
            matches = "true",
            disabledReason = "takes minutes: mvn -Pendurance")
    @DisplayName("20 000 values in one application compile and run")
    void twentyThousand() {
        check(40);
    }

    private static void check(int parts) {
        int[] values = evaluate(parts, new int[INPUTS]);
        Synthesis synthesis = Synthesis.of(sources(parts));
        MethodSizes.check(synthesis.classes());
        Counter.reset();
        try (Driven program = synthesis.create("app.Driver", Driven.class)) {
            assertEquals(parts * PER_PART / EFFECT_EVERY, Counter.EFFECTS.size(), "effects of the first cycle");
            compare(values, program, "the start");
            Random random = new Random(parts);
            for (int commit = 0; commit < 20; commit++) {
                int[] writes = {random.nextInt(INPUTS), random.nextInt(5), random.nextInt(INPUTS), random.nextInt()};
                int[] inputs = Arrays.copyOf(values, INPUTS);
                inputs[writes[0]] = writes[1];
                inputs[writes[2]] = writes[3];
                int[] before = values;
                values = evaluate(parts, inputs);
                Counter.reset();
                assertTrue(program.commit(writes));
                compare(values, program, "commit " + commit + ", " + Arrays.toString(writes));
                int due = 0;
                for (int i = EFFECT_EVERY - 1; i < parts * PER_PART; i += EFFECT_EVERY) {
                    due += before[INPUTS + i] != values[INPUTS + i] ? 1 : 0;
                }
                assertEquals(due, Counter.EFFECTS.size(), "effects of commit " + commit);
            }
        }
    }

    private static void compare(int[] expected, Driven program, String when) {
        Map<String, Object> actual = program.values();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.get("v" + i), "v" + i + " after " + when);
        }
    }

    /**
     * The number of a value that a derived one reads: stretches of a chain, of joins of what stands just before, and of joins
     * of what stands far away.
     */
    private static int source(int value, int which) {
        int derived = value - INPUTS;
        return switch (derived / 250 % 3) {
            case 0 -> value - 1;
            case 1 -> value - 1 - 3 * which;
            default -> which == 0 ? value - 7 : derived % INPUTS;
        };
    }

    private static int[] evaluate(int parts, int[] inputs) {
        int[] values = Arrays.copyOf(inputs, INPUTS + parts * PER_PART);
        for (int i = INPUTS; i < values.length; i++) {
            values[i] = function(i, values[source(i, 0)], values[source(i, 1)]);
        }
        return values;
    }

    private static int function(int value, int first, int second) {
        return value % 10 == 9 ? (first ^ second) & 0xffff : first + 3 * second + 1;
    }

    private static Map<String, String> sources(int parts) {
        Map<String, String> sources = new LinkedHashMap<>();
        StringBuilder names = new StringBuilder();
        StringBuilder values = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (int part = 0; part < parts; part++) {
            sources.put("app.P" + part, part(part));
            names.append(part == 0 ? "" : ", ").append("P" + part + ".class");
            calls.append("        Values" + part + ".put(values, snapshot);\n");
            // A class for each part, as constants for all values do not fit into one.
            values.append("    private static final class Values" + part + " {\n    static void put("
                    + "java.util.Map<String, Object> values, XylemApp.Snapshot snapshot) {\n");
            for (int i = part == 0 ? 0 : INPUTS + part * PER_PART; i < INPUTS + (part + 1) * PER_PART; i++) {
                values.append("        values.put(\"v" + i + "\", snapshot.p" + part + "().v" + i + "());\n");
            }
            values.append("    }\n    }\n");
        }
        sources.put("app.App", "package app;\n\n@dev.xylem.Synthesize({" + names + "})\npublic interface App {}\n");
        StringBuilder writes = new StringBuilder();
        for (int i = 0; i < INPUTS; i++) {
            writes.append("                    case " + i + " -> tx.p0().v" + i + "(writes[i + 1]);\n");
        }
        sources.put("app.Driver", """
                package app;

                public final class Driver implements dev.xylem.processor.emit.Driven {
                    private final XylemApp app =
                            XylemApp.builder().effects(dev.xylem.graph.Effects.direct()).start();

                    public Driver() {}

                    @Override
                    public boolean commit(int... writes) {
                        app.commit(tx -> {
                            for (int i = 0; i < writes.length; i += 2) {
                                switch (writes[i]) {
                %s                    default -> throw new IllegalArgumentException();
                                }
                            }
                        });
                        return true;
                    }

                    @Override
                    public java.util.Map<String, Object> values() {
                        java.util.Map<String, Object> values = new java.util.HashMap<>();
                        XylemApp.Snapshot snapshot = app.snapshot();
                %s        return values;
                    }

                %s
                    @Override
                    public void close() {
                        app.close();
                    }
                }
                """.formatted(writes, calls, values));
        return sources;
    }

    private static String part(int part) {
        StringBuilder text = new StringBuilder("""
                package app;

                import dev.xylem.*;
                import dev.xylem.processor.emit.*;

                @Part
                public abstract class P%d {
                """.formatted(part));
        for (int i = 0; part == 0 && i < INPUTS; i++) {
            text.append("    @Input(value = \"in/v" + i + "\", orElse = \"0\") abstract int v" + i + "();\n");
        }
        int first = INPUTS + part * PER_PART;
        for (int i = first; i < first + PER_PART; i++) {
            text.append("    @Derived static int v" + i + "(" + parameter(part, i, 0) + ", " + parameter(part, i, 1)
                    + ") { return "
                    + (i % 10 == 9 ? "(first ^ second) & 0xffff" : "first + 3 * second + 1")
                    + "; }\n");
        }
        for (int i = first + EFFECT_EVERY - 1; i < first + PER_PART; i += EFFECT_EVERY) {
            text.append("    @Effect void e" + i + "(int v" + i + ") { Counter.effect(" + i + ", v" + i + "); }\n");
        }
        return text.append("}\n").toString();
    }

    private static String parameter(int part, int value, int which) {
        int source = source(value, which);
        int home = source < INPUTS ? 0 : (source - INPUTS) / PER_PART;
        String from = home == part ? "" : "part = P" + home + ".class, value = ";
        return "@From(" + from + "\"v" + source + "\") int " + (which == 0 ? "first" : "second");
    }
}
