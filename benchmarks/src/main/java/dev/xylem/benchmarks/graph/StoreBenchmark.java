package dev.xylem.benchmarks.graph;

import dev.xylem.graph.Effects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a user of a running program pays: reading a value, and a commit through the store with its cycle and effect. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 60, time = 10, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class StoreBenchmark {
    private final XylemDiamond_App diamond = XylemDiamond_App.builder()
            .tally(new Tally())
            .effects(Effects.direct())
            .start();
    private final Diamond_Xylem.Values diamondValues = diamond.diamond();
    private final XylemDeep1000_App deep1000 = XylemDeep1000_App.builder()
            .tally(new Tally())
            .effects(Effects.direct())
            .start();
    private final Deep1000_Xylem.Values deep1000Values = deep1000.deep1000();
    private volatile int volatileField = 5;
    private int next;

    /** Ends the programs. */
    @TearDown
    public void close() {
        diamond.close();
        deep1000.close();
    }

    /** The value of a small program, kept in a field. */
    @Benchmark
    public int readSmall() {
        return diamondValues.sum();
    }

    /** The value of a large program, kept in an array. */
    @Benchmark
    public int readLarge() {
        return deep1000Values.v17();
    }

    /** What both are compared with. */
    @Benchmark
    public int readVolatile() {
        return volatileField;
    }

    /** Commit, cycle, effect of {@link Diamond}. */
    @Benchmark
    public void commitDiamond() {
        int value = ++next;
        diamond.commit(tx -> tx.diamond().source(value));
    }

    /** Commit, cycle, effect of {@code Deep1000}. */
    @Benchmark
    public void commitDeep1000() {
        int value = ++next;
        deep1000.commit(tx -> tx.deep1000().source(value));
    }
}
