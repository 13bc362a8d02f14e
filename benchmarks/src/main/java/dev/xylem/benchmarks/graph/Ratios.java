package dev.xylem.benchmarks.graph;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures generated programs and their hand-written peers in turns and prints the ratios beside the budgets.
 *
 * <p>Each round starts a JVM per benchmark, a peer right after its program. A JVM's figure is the lower quartile of many
 * short slices, since whatever else runs on the machine only ever adds time; the table shows the median over the rounds.
 */
public final class Ratios {
    private static final double CYCLE_BUDGET = 1.5;
    private static final double READ_BUDGET = 1.0;
    private static final List<String> BUDGETED = List.of("diamond", "avoidable", "deep50", "deep1000");
    private static final List<String> FURTHER = List.of("same", "triangle", "batch", "broad50");
    private static final List<String> LOOPS = List.of("deep50_loop", "deep1000_loop");
    private static final List<String> STORE =
            List.of("readVolatile", "readSmall", "readLarge", "commitDiamond", "commitDeep1000");

    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

    private Ratios() {}

    /**
     * Measures and prints.
     *
     * @param arguments how many rounds; 5 if absent
     * @throws RunnerException when JMH cannot run
     */
    public static void main(String[] arguments) throws RunnerException {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        Ratios ratios = new Ratios();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("round " + round + " of " + rounds);
            ratios.round();
        }
        ratios.print(System.out);
    }

    private void round() throws RunnerException {
        for (List<String> workloads : List.of(BUDGETED, FURTHER)) {
            for (String workload : workloads) {
                measure(CycleBenchmark.class, workload);
                measure(CycleBenchmark.class, workload + "_hand");
            }
        }
        for (String loop : LOOPS) {
            measure(CycleBenchmark.class, loop);
        }
        for (String benchmark : STORE) {
            measure(StoreBenchmark.class, benchmark);
        }
    }

    private void measure(Class<?> type, String benchmark) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include("^" + type.getName().replace(".", "\\.") + "\\." + benchmark + "$")
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        figures.computeIfAbsent(benchmark, name -> new ArrayList<>()).add(Figure.of(result));
    }

    private void print(PrintStream out) {
        out.printf("%nJava %s, %s%n", Runtime.version(), System.getProperty("java.vm.name"));
        out.printf("%n%-16s %9s %9s %7s %8s %7s%n", "cycle", "ns", "hand ns", "ratio", "B", "budget");
        BUDGETED.forEach(workload -> cycle(out, workload, true));
        FURTHER.forEach(workload -> cycle(out, workload, false));
        out.printf("%n%-16s %9s %9s %7s %8s %7s%n", "read", "ns", "volatile", "more", "B", "budget");
        double floor = nanoseconds("readVolatile");
        for (String read : List.of("readSmall", "readLarge")) {
            double more = nanoseconds(read) - floor;
            out.printf(
                    "%-16s %9.2f %9.2f %7.2f %8.1f %7s%n",
                    read, nanoseconds(read), floor, more, octets(read), verdict(more <= READ_BUDGET && none(read)));
        }
        out.printf("%n%-16s %9s %9s%n", "through the store", "ns", "B");
        for (String commit : List.of("commitDiamond", "commitDeep1000")) {
            out.printf("%-16s %9.0f %9.0f%n", commit, nanoseconds(commit), octets(commit));
        }
    }

    private void cycle(PrintStream out, String workload, boolean budgeted) {
        double own = nanoseconds(workload);
        double hand = nanoseconds(workload + "_hand");
        String loop = workload + "_loop";
        if (figures.containsKey(loop)) {
            hand = Math.min(hand, nanoseconds(loop));
        }
        String verdict = budgeted ? verdict(own <= CYCLE_BUDGET * hand && none(workload)) : "";
        out.printf("%-16s %9.2f %9.2f %7.2f %8.1f %7s%n", workload, own, hand, own / hand, octets(workload), verdict);
    }

    private static String verdict(boolean kept) {
        return kept ? "ok" : "over";
    }

    /** The smallest object takes 16 bytes; what is below comes from JMH's own bookkeeping between slices. */
    private boolean none(String benchmark) {
        return octets(benchmark) < 8;
    }

    private double nanoseconds(String benchmark) {
        return median(figures.getOrDefault(benchmark, List.of()).stream()
                .mapToDouble(Figure::nanoseconds)
                .toArray());
    }

    private double octets(String benchmark) {
        return median(figures.getOrDefault(benchmark, List.of()).stream()
                .mapToDouble(Figure::octets)
                .toArray());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** What one JVM measured. */
    private record Figure(double nanoseconds, double octets) {
        static Figure of(RunResult result) {
            double[] slices = result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .map(IterationResult::getPrimaryResult)
                    .mapToDouble(Result<?>::getScore)
                    .sorted()
                    .toArray();
            double octets = Double.NaN;
            Map<String, ?> rates = result.getSecondaryResults();
            for (Map.Entry<String, ?> entry : rates.entrySet()) {
                if (entry.getKey().endsWith("gc.alloc.rate.norm") && entry.getValue() instanceof Result<?> rate) {
                    octets = rate.getScore();
                }
            }
            return new Figure(slices[slices.length / 4], octets);
        }
    }
}
