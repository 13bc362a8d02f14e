package dev.xylem.benchmarks.graph;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One update of the same graphs built with libraries, to the end of its observers. {@link Ratios} compares. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 60, time = 10, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xss64m")
public class LibraryBenchmark {
    /** The name of a {@link Library}. */
    @Param("RXJAVA")
    public String library = "";

    /** The name of a {@link Shape}. */
    @Param("diamond")
    public String workload = "";

    private Workload running = Library.RXJAVA.workload("diamond");
    private int next;

    /** Builds the graph. */
    @Setup
    public void build() {
        running = Library.valueOf(library).workload(workload);
    }

    /** One update. */
    @Benchmark
    public void update() {
        running.set(++next);
    }
}
