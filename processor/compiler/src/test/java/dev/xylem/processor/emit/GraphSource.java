package dev.xylem.processor.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A graph of whole numbers: as the source of an annotated program, and as something to evaluate naively. Inputs are 0 to
 * {@code inputs}, derived values follow; every source of a value has a smaller number.
 */
final class GraphSource {
    /** How a value is declared; the naive interpreter does not care. */
    enum Style {
        STATIC_INT("static int", "int", false),
        STATIC_LONG("static long", "long", false),
        STATIC_INTEGER("static Integer", "Integer", false),
        STATIC_STRING("static String", "String", true),
        INSTANCE_INT("int", "int", false);

        final String declaration;
        final String type;
        final boolean text;

        Style(String declaration, String type, boolean text) {
            this.declaration = declaration;
            this.type = type;
            this.text = text;
        }
    }

    /** Whether a value is state, and whether its last source makes it start again. */
    enum State {
        NONE,
        FOLD,
        RESET
    }

    /** What folds start with. */
    static final int INITIAL = 7;

    record Derived(int formula, List<Integer> sources, Style style, boolean published, State state) {
        Derived(int formula, List<Integer> sources, Style style, boolean published) {
            this(formula, sources, style, published, State.NONE);
        }
    }

    final int inputs;
    final List<Derived> derived = new ArrayList<>();
    final List<List<Integer>> effects = new ArrayList<>();

    GraphSource(int inputs) {
        this.inputs = inputs;
    }

    /** Adds a static value of ints and gives its number. */
    int add(int formula, int... sources) {
        return add(new Derived(formula, IntStream.of(sources).boxed().toList(), Style.STATIC_INT, false));
    }

    int add(Derived value) {
        derived.add(value);
        return inputs + derived.size() - 1;
    }

    void effect(int... sources) {
        effects.add(IntStream.of(sources).boxed().toList());
    }

    int size() {
        return inputs + derived.size();
    }

    /** Every value of the first cycle. */
    int[] evaluate(int[] given) {
        return evaluate(given, null);
    }

    /** Every value for some inputs and the values before. */
    int[] evaluate(int[] given, int @Nullable [] before) {
        int[] values = java.util.Arrays.copyOf(given, size());
        for (int i = inputs; i < values.length; i++) {
            Derived value = derived.get(i - inputs);
            if (value.state() != State.NONE && before == null) {
                values[i] = INITIAL;
            } else if (value.state() == State.RESET && differs(resetter(value), before, values)) {
                values[i] = INITIAL;
            } else if (value.state() != State.NONE
                    && value.sources().stream().noneMatch(source -> differs(source, before, values))) {
                values[i] = before[i];
            } else {
                IntStream arguments = value.sources().stream().mapToInt(source -> values[source]);
                values[i] = Formula.of(
                        value.formula(),
                        (value.state() == State.NONE ? arguments : IntStream.concat(IntStream.of(before[i]), arguments))
                                .toArray());
            }
        }
        return values;
    }

    private static boolean differs(int value, int[] before, int[] after) {
        return before[value] != after[value];
    }

    private static int resetter(Derived value) {
        return value.sources().get(value.sources().size() - 1);
    }

    /** How many values the first cycle computes. */
    long computedFirst() {
        return derived.stream().filter(value -> value.state() == State.NONE).count();
    }

    /** The derived values of which a source differs, without the folds that start again. */
    Set<Integer> ideal(int[] before, int[] after) {
        Set<Integer> ideal = due(before, after);
        ideal.removeIf(i -> {
            Derived value = derived.get(i - inputs);
            return value.state() == State.RESET && differs(resetter(value), before, after);
        });
        return ideal;
    }

    /** The derived values of which a source differs. */
    Set<Integer> due(int[] before, int[] after) {
        Set<Integer> due = new LinkedHashSet<>();
        for (int i = inputs; i < size(); i++) {
            if (derived.get(i - inputs).sources().stream().anyMatch(s -> differs(s, before, after))) {
                due.add(i);
            }
        }
        return due;
    }

    /** How many values some derived values read: what may be computed along with them, although nothing changed it. */
    int read(Set<Integer> values) {
        return values.stream()
                .mapToInt(i -> derived.get(i - inputs).sources().size())
                .sum();
    }

    /** The effects of which a parameter differs, with their arguments. */
    List<String> effects(int[] before, int[] after) {
        List<String> due = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i).stream().anyMatch(s -> before[s] != after[s])) {
                due.add(i
                        + effects.get(i).stream()
                                .map(s -> "" + after[s])
                                .toList()
                                .toString());
            }
        }
        return due;
    }

    private String name(int value) {
        return "v" + value;
    }

    private Style style(int value) {
        return value < inputs ? Style.STATIC_INT : derived.get(value - inputs).style();
    }

    private String parameters(List<Integer> sources) {
        return IntStream.range(0, sources.size())
                .mapToObj(i -> "@From(\"" + name(sources.get(i)) + "\") " + style(sources.get(i)).type + " p" + i)
                .collect(Collectors.joining(", "));
    }

    /** The sources of a part, an application and a driver. */
    Map<String, String> sources() {
        StringBuilder part = new StringBuilder("""
                package app;

                import dev.xylem.*;
                import dev.xylem.processor.emit.*;

                @Part
                public abstract class P {
                """);
        for (int i = 0; i < inputs; i++) {
            part.append("    @Input(value = \"in/v" + i + "\", orElse = \"0\") abstract int v" + i + "();\n");
        }
        for (int i = inputs; i < size(); i++) {
            Derived value = derived.get(i - inputs);
            boolean fold = value.state() != State.NONE;
            String call = "Formula.of(" + value.formula() + (fold ? ", " + cast(value.style(), "previous") : "")
                    + (value.sources().isEmpty() ? "" : ", ") + casts(value.sources()) + ")";
            if (value.style().text) {
                call = "String.valueOf(" + call + ")";
            }
            String reset = value.state() == State.RESET
                    ? ", resetOn = \"p" + (value.sources().size() - 1) + "\""
                    : "";
            part.append(fold ? "    @Fold(initial = \"" + INITIAL + "\"" + reset + ") " : "    @Derived ")
                    .append(value.published() ? "@Publish(\"out/v" + i + "\") " : "")
                    .append(value.style().declaration)
                    .append(" v" + i + "(" + (fold ? value.style().type + " previous, " : "")
                            + parameters(value.sources()) + ") { Counter.evaluated(" + i + "); return "
                            + call + "; }\n");
        }
        for (int i = 0; i < effects.size(); i++) {
            part.append("    @Effect void e" + i + "(" + parameters(effects.get(i)) + ") { Counter.effect(" + i + ", "
                    + IntStream.range(0, effects.get(i).size())
                            .mapToObj(p -> "p" + p)
                            .collect(Collectors.joining(", "))
                    + "); }\n");
        }
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("app.P", part.append("}\n").toString());
        sources.put("app.App", """
                package app;

                @dev.xylem.Synthesize(P.class)
                public interface App {}
                """);
        sources.put("app.Driver", driver());
        return sources;
    }

    private String casts(List<Integer> sources) {
        return IntStream.range(0, sources.size())
                .mapToObj(i -> cast(style(sources.get(i)), "p" + i))
                .collect(Collectors.joining(", "));
    }

    private static String cast(Style style, String name) {
        return switch (style) {
            case STATIC_STRING -> "Integer.parseInt(" + name + ")";
            case STATIC_LONG -> "(int) " + name;
            default -> name;
        };
    }

    private String driver() {
        StringBuilder put = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        StringBuilder writes = new StringBuilder();
        for (int from = 0; from < size(); from += 500) {
            calls.append("        values" + from + "(values, snapshot);\n");
            put.append("    private static void values" + from
                    + "(java.util.Map<String, Object> values, XylemApp.Snapshot snapshot) {\n");
            for (int i = from; i < Math.min(size(), from + 500); i++) {
                put.append("        values.put(\"v" + i + "\", snapshot.p().v" + i + "());\n");
            }
            put.append("    }\n");
        }
        for (int i = 0; i < inputs; i++) {
            writes.append("                    case " + i + " -> tx.p().v" + i + "(writes[i + 1]);\n");
        }
        return """
                package app;

                public final class Driver implements dev.xylem.processor.emit.Driven {
                    private final XylemApp app =
                            XylemApp.builder().effects(dev.xylem.graph.Effects.direct()).start();

                    public Driver() {}

                    @Override
                    public boolean commit(int... writes) {
                        try {
                            app.commit(tx -> {
                                for (int i = 0; i < writes.length; i += 2) {
                                    switch (writes[i]) {
                %s                    default -> throw new IllegalArgumentException();
                                    }
                                }
                            });
                            return true;
                        } catch (dev.xylem.CommitRefusedException e) {
                            return false;
                        }
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
                """.formatted(writes, calls, put);
    }
}
