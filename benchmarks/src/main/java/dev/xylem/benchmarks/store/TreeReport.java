package dev.xylem.benchmarks.store;

import dev.xylem.benchmarks.Report;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** Prints what a write costs, as ratios to a sorted map that is changed in place. Budget: 400 ns and 900 B a commit. */
public final class TreeReport {
    private TreeReport() {}

    /**
     * Runs {@link TreeBenchmark}.
     *
     * @param arguments options of JMH
     * @throws RunnerException when JMH cannot run
     * @throws CommandLineOptionException when the options are none
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Report.run(TreeBenchmark.class, "sortedMap", arguments, System.out);
    }
}
