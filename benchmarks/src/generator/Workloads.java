import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the workloads that are too long to be written by hand, and the hand-written peers in which each value is a field.
 * Run by the build as {@code java Workloads.java FOLDER}; with {@code sparse} as a second argument, it writes the workload of 10 000
 * values too, which takes the compiler a minute.
 */
final class Workloads {
    private static final String PACKAGE = "dev.xylem.benchmarks.graph";

    private final Path folder;

    private Workloads(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0], PACKAGE.split("\\."));
        Files.createDirectories(folder);
        Workloads workloads = new Workloads(folder);
        workloads.chain("Deep50", 50);
        workloads.chain("Deep1000", 1000);
        workloads.broad("Broad50", 50);
        workloads.handChain("HandDeep50", 50);
        workloads.handChain("HandDeep1000", 1000);
        workloads.handBroad("HandBroad50", 50, true);
        workloads.handBroad("BlindBroad50", 50, false);
        workloads.mux("Mux100", 100);
        workloads.cellx("Cellx1000", 1000);
        if (List.of(arguments).contains("sparse")) {
            workloads.sparse("Sparse10k", 1000, 9);
            workloads.sparseBenchmark();
        }
    }

    /** A chain of values, each the former plus one, and an effect at its end. */
    private void chain(String name, int length) throws IOException {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            members.add(derived("v" + i, i == 0 ? "source" : "v" + (i - 1)));
        }
        members.add(effect("show", "v" + (length - 1)));
        part(name, "A chain of " + length + " values.", members);
    }

    /** Two values and an effect, many times. */
    private void broad(String name, int width) throws IOException {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            members.add("""
                    @Derived
                    static int a%1$d(int source) {
                        assert Evaluations.count();
                        return source + %1$d;
                    }
                    """.formatted(i));
            members.add(derived("b" + i, "a" + i));
            members.add(effect("show" + i, "b" + i));
        }
        part(name, "One source, " + width + " times two values and an effect.", members);
    }

    private static String derived(String name, String source) {
        return """
                @Derived
                static int %1$s(int %2$s) {
                    assert Evaluations.count();
                    return %2$s + 1;
                }
                """.formatted(name, source);
    }

    private static String effect(String name, String source) {
        return """
                @Effect
                void %1$s(int %2$s) {
                    tally.run(%2$s);
                }
                """.formatted(name, source);
    }

    private void part(String name, String summary, List<String> members) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(input(name.toLowerCase(java.util.Locale.ROOT), "source"));
        all.addAll(members);
        partOf(name, summary, all);
    }

    private void partOf(String name, String summary, List<String> members) throws IOException {
        write(name, """
                import dev.xylem.Derived;
                import dev.xylem.Effect;
                import dev.xylem.Input;
                import dev.xylem.Part;
                import dev.xylem.Synthesize;

                /** %2$s */
                @Part
                abstract class %1$s {
                    /** The program. */
                    @Synthesize(%1$s.class)
                    interface App {}

                    private final Tally tally;

                    %1$s(Tally tally) {
                        this.tally = tally;
                    }

                %3$s}
                """.formatted(name, summary, indented(members)));
    }

    /** The peer of a chain: a field for each value, methods that HotSpot compiles, one comparison at the end. */
    private void handChain(String name, int length) throws IOException {
        int step = 50;
        StringBuilder calls = new StringBuilder();
        StringBuilder parts = new StringBuilder();
        for (int from = 0; from < length; from += step) {
            String assignments = IntStream.range(from, Math.min(length, from + step))
                    .mapToObj(i -> "        v" + i + " = x += 1;\n")
                    .collect(Collectors.joining());
            parts.append("\n    private int part%d(int before) {\n        int x = before;\n%s        return x;\n    }\n"
                    .formatted(from / step, assignments));
            calls.append("        x = part%d(x);\n".formatted(from / step));
        }
        hand(name, length, "v" + (length - 1), fields("v", length), """
                        int x = value;
                        int before = v%2$d;
                %1$s        publish();
                        if (x != before) {
                            tally.run(x);
                        }
                """.formatted(calls, length - 1), parts.toString());
    }

    /** All heads packed into an object, of which as many values read one element of; an effect for each. */
    private void mux(String name, int width) throws IOException {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            members.add(input("mux", "h" + i));
        }
        String heads = numbered("int h%1$d", 0, width, ", ");
        members.add("""
                @Derived
                static Heads pack(%s) {
                    assert Evaluations.count();
                    return new Heads(new int[] {%s});
                }
                """.formatted(heads, numbered("h%1$d", 0, width, ", ")));
        for (int i = 0; i < width; i++) {
            members.add("""
                    @Derived
                    static int p%1$d(Heads pack) {
                        assert Evaluations.count();
                        return pack.values()[%1$d];
                    }
                    """.formatted(i));
            members.add(derived("o" + i, "p" + i));
            members.add(effect("show" + i, "o" + i));
        }
        partOf(name, "Heads packed into an object, and each taken out of it again.", members);
    }

    /** Layers of four values, each made of those of the layer before. */
    private void cellx(String name, int layers) throws IOException {
        List<String> members = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            members.add(input("cellx", "p" + i + "in0"));
        }
        for (int layer = 1; layer <= layers; layer++) {
            int former = layer - 1;
            members.add(cell("p1in" + layer, "p2in" + former, "", ""));
            members.add(cell("p2in" + layer, "p1in" + former, " - ", "p3in" + former));
            members.add(cell("p3in" + layer, "p2in" + former, " + ", "p4in" + former));
            members.add(cell("p4in" + layer, "p3in" + former, "", ""));
        }
        for (int i = 1; i <= 4; i++) {
            members.add(effect("show" + i, "p" + i + "in" + layers));
        }
        partOf(name, layers + " layers of four values.", members);
    }

    /** Rows of values, each the sum of two neighbours of the row before, the last one observed. */
    private void sparse(String name, int width, int rows) throws IOException {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            members.add(input("sparse", "c" + i + "in0"));
        }
        for (int row = 1; row <= rows; row++) {
            String former = "in" + (row - 1);
            for (int i = 0; i < width; i++) {
                members.add(cell("c" + i + "in" + row, "c" + i + former, " + ", "c" + (i + 1) % width + former));
            }
        }
        for (int i = 0; i < width; i++) {
            members.add(effect("show" + i, "c" + i + "in" + rows));
        }
        partOf(name, rows + " rows of " + width + " sums.", members);
    }

    private void sparseBenchmark() throws IOException {
        write("SparseBenchmark", """
                import dev.xylem.graph.Effects;
                import dev.xylem.store.Path;
                import java.util.concurrent.TimeUnit;
                import org.openjdk.jmh.annotations.Benchmark;
                import org.openjdk.jmh.annotations.BenchmarkMode;
                import org.openjdk.jmh.annotations.Fork;
                import org.openjdk.jmh.annotations.Measurement;
                import org.openjdk.jmh.annotations.Mode;
                import org.openjdk.jmh.annotations.OutputTimeUnit;
                import org.openjdk.jmh.annotations.Scope;
                import org.openjdk.jmh.annotations.State;
                import org.openjdk.jmh.annotations.Warmup;

                /** One update of one source of 1000, and its peer. */
                @State(Scope.Thread)
                @BenchmarkMode(Mode.AverageTime)
                @OutputTimeUnit(TimeUnit.NANOSECONDS)
                @Warmup(iterations = 20, time = 1)
                @Measurement(iterations = 60, time = 10, timeUnit = TimeUnit.MILLISECONDS)
                @Fork(1)
                public class SparseBenchmark {
                    private int next;

                    static class OfSparse10k extends Generated.Program {
                        private final XylemSparse10k_App_Graph graph = started(XylemSparse10k_App_Graph.create(
                                Path.of("/local/domain/0"),
                                Effects.direct(),
                                log(),
                                XylemSparse10k_App.builder().tally(tally)));

                        @Override
                        public void set(int value) {
                            int source = Math.floorMod(value, 1000);
                            graph.stageInt(source, source, value);
                            try {
                                graph.cycle(commit);
                            } catch (Exception e) {
                                throw refused(e);
                            }
                        }

                        @Override
                        public int result() {
                            int sum = 0;
                            for (int slot = 9000; slot < 10_000; slot++) {
                                sum = 31 * sum + (int) graph.get(graph.now, slot);
                            }
                            return sum;
                        }
                    }

                    /** The generated program. */
                    @State(Scope.Thread)
                    public static class Sparse10kState extends OfSparse10k {}

                    /** The peer. */
                    @State(Scope.Thread)
                    public static class Sparse10kHand {
                        private final HandSparse workload = new HandSparse();
                    }

                    @Benchmark
                    public void sparse10k(Sparse10kState state) {
                        state.set(++next);
                    }

                    @Benchmark
                    public void sparse10k_hand(Sparse10kHand state) {
                        state.workload.set(++next);
                    }

                    /** Both agree after each of 5000 updates. */
                    public static void main(String[] arguments) {
                        OfSparse10k program = new OfSparse10k();
                        HandSparse peer = new HandSparse();
                        for (int value = 1; value <= 5000; value++) {
                            int written = value % 7 == 0 ? value - 1 : value;
                            program.set(written);
                            peer.set(written);
                            if (program.result() != peer.result() || program.tally().last != peer.tally().last) {
                                throw new AssertionError(value);
                            }
                        }
                        System.out.println("sparse10k agrees with its peer");
                    }
                }
                """);
    }

    private static String cell(String name, String first, String operator, String second) {
        return """
                @Derived
                static int %1$s(int %2$s%5$s) {
                    assert Evaluations.count();
                    return %2$s%3$s%4$s;
                }
                """.formatted(name, first, operator, second, second.isEmpty() ? "" : ", int " + second);
    }

    private static String input(String folder, String name) {
        return """
                @Input(value = "%1$s/%2$s", orElse = "0")
                abstract int %2$s();
                """.formatted(folder, name);
    }

    private static String numbered(String format, int from, int to, String between) {
        return IntStream.range(from, to).mapToObj(format::formatted).collect(Collectors.joining(between));
    }

    /** The peer of broad: compares before each effect, or relies on it that every value changes with the source. */
    private void handBroad(String name, int width, boolean compares) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < width; i++) {
            if (compares) {
                body.append("        int before%1$d = b%1$d;\n".formatted(i));
            }
            body.append("        a%1$d = value + %1$d;\n        b%1$d = a%1$d + 1;\n".formatted(i));
        }
        body.append("        publish();\n");
        for (int i = 0; i < width; i++) {
            if (compares) {
                body.append("        if (b%1$d != before%1$d) {\n    ".formatted(i));
            }
            body.append("        tally.run(b%d);\n".formatted(i));
            if (compares) {
                body.append("        }\n");
            }
        }
        hand(name, width, "b" + (width - 1), fields("a", width) + fields("b", width), body.toString(), "");
    }

    private static String fields(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "    private int " + prefix + i + ";\n")
                .collect(Collectors.joining());
    }

    private void hand(String name, int size, String result, String fields, String body, String methods)
            throws IOException {
        write(name, """
                /** What one would write by hand for this one graph of size %2$d. */
                final class %1$s extends Hand {
                    private int source;
                %4$s
                    @Override
                    public void set(int value) {
                        if (value == source) {
                            return;
                        }
                        source = value;
                %5$s    }

                    @Override
                    public int result() {
                        return %3$s;
                    }
                %6$s}
                """.formatted(name, size, result, fields, body, methods));
    }

    private static String indented(List<String> members) {
        return String.join("\n", members).indent(4);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".java"), "package " + PACKAGE + ";\n\n" + text);
    }
}
