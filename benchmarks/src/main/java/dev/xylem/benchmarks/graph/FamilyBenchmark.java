package dev.xylem.benchmarks.graph;

import dev.xylem.graph.Effects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A commit that changes one instance of a family, typed write to last aggregate, by the size of the family. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
public class FamilyBenchmark {
    @Param({"10", "1000", "100000"})
    int size;

    private XylemWide_App program;
    private int next;

    /** A program with as many instances. */
    @Setup(Level.Trial)
    public void start() {
        program = XylemWide_App.builder()
                .effects(Effects.direct())
                .initial(tx -> {
                    for (int i = 0; i < size; i++) {
                        tx.wide().numbers(i, i);
                    }
                })
                .start();
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() {
        program.close();
    }

    /** Another instance each time. */
    @Benchmark
    public long commit() {
        next++;
        int key = (int) ((next * 0x9E3779B97F4A7C15L >>> 40) % size);
        int number = next & 0xffff;
        program.commit(tx -> tx.wide().numbers(key, number));
        return program.wide().sum();
    }
}
