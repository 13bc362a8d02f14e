package dev.xylem.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks of one class in one go and prints time, allocation and ratios to one of them.
 *
 * <p>Options of JMH may be given on the command line, such as {@code -f 3 -wi 5}.
 */
public final class Report {
    private Report() {}

    /**
     * Measures and prints.
     *
     * @param benchmarks the class with the benchmarks, in nanoseconds per operation
     * @param baseline the method that the others are compared with
     * @param arguments options of JMH
     * @throws RunnerException when JMH cannot run them
     * @throws CommandLineOptionException when the options are none
     */
    public static void run(Class<?> benchmarks, String baseline, String[] arguments, PrintStream out)
            throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        Map<String, Line> lines = new TreeMap<>();
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            String with = parameters(result.getParams());
            lines.put(
                    time.getLabel() + with,
                    new Line(time.getScore(), time.getScoreError(), octets(result), baseline + with));
        }
        out.printf("%n%-28s %10s %9s %10s %8s%n", benchmarks.getSimpleName(), "ns/op", "+/-", "B/op", "ratio");
        lines.forEach((name, line) -> {
            Line base = lines.get(line.baseline());
            double unit = base == null ? Double.NaN : base.nanoseconds();
            out.printf(
                    "%-28s %10.1f %9.1f %10.1f %8.2f%n",
                    name, line.nanoseconds(), line.error(), line.octets(), line.nanoseconds() / unit);
        });
    }

    private static String parameters(BenchmarkParams benchmark) {
        StringBuilder text = new StringBuilder();
        for (String key : benchmark.getParamsKeys()) {
            text.append(' ').append(key).append('=').append(benchmark.getParam(key));
        }
        return text.toString();
    }

    private static double octets(RunResult result) {
        Map<String, ?> secondary = result.getSecondaryResults();
        for (Map.Entry<String, ?> entry : secondary.entrySet()) {
            if (entry.getKey().endsWith("gc.alloc.rate.norm") && entry.getValue() instanceof Result<?> rate) {
                return rate.getScore();
            }
        }
        return Double.NaN;
    }

    private record Line(double nanoseconds, double error, double octets, String baseline) {}
}
