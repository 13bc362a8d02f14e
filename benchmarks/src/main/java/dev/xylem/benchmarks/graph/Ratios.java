package dev.xylem.benchmarks.graph;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures generated programs and their hand-written peers in turns and prints the ratios beside the budgets.
 *
 * <p>Each round starts a JVM per benchmark, a peer right after its program, and measures many short slices. What else runs on
 * the machine, above all on the other thread of the same core, adds up to a half for seconds at a time and never takes
 * anything away. So the times are the lowest tenth of the slices of all rounds, and the ratio is that of these times. Beside it
 * stands the median of the rounds' own ratios, each of the lowest tenths of two JVMs.
 */
public final class Ratios {
    private static final double CYCLE_BUDGET = 1.5;
    /** That of a family's sum. */
    private static final double FAMILY_BUDGET = 5;

    private static final double READ_BUDGET = 1.0;
    private static final double DENSE_BUDGET = 1.0;
    private static final String DENSE = "cellx1000";
    private static final double SPARSE_BUDGET = 3.0;
    private static final String SPARSE = "sparse10k";
    private static final String FAMILY = "wide1000";
    private static final List<String> BUDGETED = List.of(
            "diamond",
            "triangle",
            "unstable",
            "broad50",
            "deep50",
            "avoidable",
            "batch",
            "deep1000",
            "mux100",
            FAMILY,
            DENSE);
    private static final List<String> FURTHER = List.of("same");
    private static final List<String> ASKED = List.of(SPARSE);
    /** Those whose values are objects. */
    private static final List<String> OBJECTS = List.of("mux100", FAMILY);

    private static final List<String> KNOWING = List.of("broad50", "mux100", FAMILY);
    private static final List<String> LIBRARIES = List.of("libraries");
    private static final List<String> LOOPS = List.of("deep50_loop", "deep1000_loop");
    private static final List<String> READS = List.of("readSmall", "readLarge");
    private static final List<String> COMMITS = List.of("commitDiamond", "commitDeep1000");

    private final List<String> wanted;
    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

    private Ratios(List<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * Measures and prints.
     *
     * @param arguments how many rounds, 5 if absent; then {@code libraries} if these are measured as well, and
     *     the workloads and benchmarks wanted, all if absent; {@code sparse10k} only where it was built
     * @throws RunnerException when JMH cannot run
     */
    public static void main(String[] arguments) throws RunnerException {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        Ratios ratios = new Ratios(Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length));
        for (int round = 1; round <= rounds; round++) {
            System.out.println("round " + round + " of " + rounds);
            ratios.round();
        }
        ratios.print(System.out);
    }

    private List<String> wanted(List<String> benchmarks) {
        return benchmarks.equals(ASKED)
                ? benchmarks.stream().filter(wanted::contains).toList()
                : wanted.isEmpty() || wanted.equals(LIBRARIES)
                        ? benchmarks
                        : benchmarks.stream().filter(wanted::contains).toList();
    }

    private void round() throws RunnerException {
        for (List<String> workloads : List.of(wanted(BUDGETED), wanted(FURTHER))) {
            for (String workload : workloads) {
                measure(CycleBenchmark.class, workload);
                measure(CycleBenchmark.class, workload + "_hand");
                if (LOOPS.contains(workload + "_loop")) {
                    measure(CycleBenchmark.class, workload + "_loop");
                }
                if (KNOWING.contains(workload)) {
                    measure(CycleBenchmark.class, workload + "_knowing");
                }
                if (libraries()) {
                    for (Library library : Library.values()) {
                        if (library.finishes(workload)) {
                            measure(library, workload);
                        }
                    }
                }
            }
        }
        for (String workload : wanted(ASKED)) {
            String type = CycleBenchmark.class.getPackageName() + ".SparseBenchmark";
            measure(workload, options(type, workload));
            measure(workload + "_hand", options(type, workload + "_hand"));
        }
        if (!wanted(READS).isEmpty()) {
            measure(StoreBenchmark.class, "readVolatile");
        }
        for (List<String> benchmarks : List.of(wanted(READS), wanted(COMMITS))) {
            for (String benchmark : benchmarks) {
                measure(StoreBenchmark.class, benchmark);
            }
        }
    }

    /** Whether libraries are measured too; they take most of the time. */
    private boolean libraries() {
        return wanted.contains("libraries");
    }

    private void measure(Class<?> type, String benchmark) throws RunnerException {
        measure(benchmark, options(type.getName(), benchmark));
    }

    private void measure(Library library, String workload) throws RunnerException {
        measure(
                name(library, workload),
                options(LibraryBenchmark.class.getName(), "update")
                        .param("library", library.name())
                        .param("workload", workload));
    }

    private static String name(Library library, String workload) {
        return workload + " " + library;
    }

    private static ChainedOptionsBuilder options(String type, String benchmark) {
        return new OptionsBuilder()
                .include("^" + type.replace(".", "\\.") + "\\." + benchmark + "$")
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
    }

    private void measure(String name, ChainedOptionsBuilder options) throws RunnerException {
        RunResult result = new Runner(options.build()).runSingle();
        figures.computeIfAbsent(name, any -> new ArrayList<>()).add(Figure.of(result));
    }

    private void print(PrintStream out) {
        out.printf("%nJava %s, %s%n", Runtime.version(), System.getProperty("java.vm.name"));
        out.printf("%n%-16s %9s %9s %7s %9s %8s %7s%n", "cycle", "ns", "hand ns", "ratio", "by rounds", "B", "budget");
        wanted(BUDGETED).forEach(workload -> cycle(out, workload, true));
        wanted(ASKED).forEach(workload -> cycle(out, workload, true));
        wanted(FURTHER).forEach(workload -> cycle(out, workload, false));
        for (String workload : wanted(KNOWING)) {
            out.printf("%-16s %19.2f%n", workload + "_knowing", nanoseconds(workload + "_knowing"));
        }
        libraries(out);
        if (!wanted(READS).isEmpty()) {
            out.printf("%n%-16s %9s %9s %7s %8s %7s%n", "read", "ns", "volatile", "more", "B", "budget");
        }
        for (String read : wanted(READS)) {
            double floor = nanoseconds("readVolatile");
            double more = nanoseconds(read) - floor;
            out.printf(
                    "%-16s %9.2f %9.2f %7.2f %8.1f %7s%n",
                    read, nanoseconds(read), floor, more, octets(read), verdict(more <= READ_BUDGET && none(read)));
        }
        if (!wanted(COMMITS).isEmpty()) {
            out.printf("%n%-16s %9s %9s%n", "through the store", "ns", "B");
        }
        for (String commit : wanted(COMMITS)) {
            out.printf("%-16s %9.0f %9.0f%n", commit, nanoseconds(commit), octets(commit));
        }
    }

    private void libraries(PrintStream out) {
        if (!libraries()) {
            return;
        }
        out.printf("%n%-16s", "library, ns");
        for (Library library : Library.values()) {
            out.printf(" %9s", library);
        }
        out.printf(" %12s%n", "best / own");
        for (List<String> workloads : List.of(wanted(BUDGETED), wanted(FURTHER))) {
            for (String workload : workloads) {
                double best = Double.POSITIVE_INFINITY;
                out.printf("%-16s", workload);
                for (Library library : Library.values()) {
                    if (library.finishes(workload)) {
                        best = Math.min(best, nanoseconds(name(library, workload)));
                        out.printf(" %9.1f", nanoseconds(name(library, workload)));
                    } else {
                        out.printf(" %9s", "-");
                    }
                }
                out.printf(" %12.1f%n", best / nanoseconds(workload));
            }
        }
    }

    private void cycle(PrintStream out, String workload, boolean budgeted) {
        double own = nanoseconds(workload);
        String hand = workload + "_hand";
        String loop = workload + "_loop";
        if (LOOPS.contains(loop) && nanoseconds(loop) < nanoseconds(hand)) {
            hand = loop;
        }
        double ratio = own / nanoseconds(hand);
        String verdict =
                budgeted ? verdict(ratio <= budget(workload) && (none(workload) || OBJECTS.contains(workload))) : "";
        out.printf(
                "%-16s %9.2f %9.2f %7.2f %9.2f %8.1f %7s%n",
                workload, own, nanoseconds(hand), ratio, byRounds(workload, hand), octets(workload), verdict);
    }

    private static double budget(String workload) {
        return switch (workload) {
            case DENSE -> DENSE_BUDGET;
            case SPARSE -> SPARSE_BUDGET;
            case FAMILY -> FAMILY_BUDGET;
            default -> CYCLE_BUDGET;
        };
    }

    private double byRounds(String workload, String hand) {
        List<Figure> own = figures(workload);
        List<Figure> peer = figures(hand);
        return median(IntStream.range(0, own.size())
                .mapToDouble(i -> own.get(i).nanoseconds() / peer.get(i).nanoseconds())
                .toArray());
    }

    private static String verdict(boolean kept) {
        return kept ? "ok" : "over";
    }

    /** The smallest object takes 16 bytes; what is below comes from JMH's own bookkeeping between slices. */
    private boolean none(String benchmark) {
        return octets(benchmark) < 8;
    }

    private List<Figure> figures(String benchmark) {
        return figures.getOrDefault(benchmark, List.of());
    }

    private double nanoseconds(String benchmark) {
        return lowestTenth(figures(benchmark).stream().flatMapToDouble(figure -> Arrays.stream(figure.slices())));
    }

    private double octets(String benchmark) {
        return median(figures(benchmark).stream().mapToDouble(Figure::octets).toArray());
    }

    private static double lowestTenth(DoubleStream slices) {
        double[] sorted = slices.sorted().toArray();
        return sorted[sorted.length / 10];
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** What one JVM measured. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Figure(double[] slices, double octets) {
        static Figure of(RunResult result) {
            double[] slices = result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .map(IterationResult::getPrimaryResult)
                    .mapToDouble(Result<?>::getScore)
                    .toArray();
            double octets = Double.NaN;
            Map<String, ?> rates = result.getSecondaryResults();
            for (Map.Entry<String, ?> entry : rates.entrySet()) {
                if (entry.getKey().endsWith("gc.alloc.rate.norm") && entry.getValue() instanceof Result<?> rate) {
                    octets = rate.getScore();
                }
            }
            return new Figure(slices, octets);
        }

        double nanoseconds() {
            return lowestTenth(Arrays.stream(slices));
        }
    }
}
