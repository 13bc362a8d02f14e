package dev.xylem.benchmarks.graph;

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

/**
 * One update with a value that differs from the former one, on decoded inputs: {@code W} of the generated program, {@code
 * W_hand} of the peer. {@link Ratios} compares them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 60, time = 10, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class CycleBenchmark {
    private int next;

    /** The generated program. */
    @State(Scope.Thread)
    public static class Diamond extends Generated.OfDiamond {}

    /** The peer. */
    @State(Scope.Thread)
    public static class DiamondHand {
        private final HandDiamond workload = new HandDiamond();
    }

    @Benchmark
    public void diamond(Diamond state) {
        state.set(++next);
    }

    @Benchmark
    public void diamond_hand(DiamondHand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Avoidable extends Generated.OfAvoidable {}

    /** The peer. */
    @State(Scope.Thread)
    public static class AvoidableHand {
        private final HandAvoidable workload = new HandAvoidable();
    }

    @Benchmark
    public void avoidable(Avoidable state) {
        state.set(++next);
    }

    @Benchmark
    public void avoidable_hand(AvoidableHand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Deep50 extends Generated.OfDeep50 {}

    /** The peer. */
    @State(Scope.Thread)
    public static class Deep50Hand {
        private final HandDeep50 workload = new HandDeep50();
    }

    @Benchmark
    public void deep50(Deep50 state) {
        state.set(++next);
    }

    @Benchmark
    public void deep50_hand(Deep50Hand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Deep1000 extends Generated.OfDeep1000 {}

    /** The peer. */
    @State(Scope.Thread)
    public static class Deep1000Hand {
        private final HandDeep1000 workload = new HandDeep1000();
    }

    @Benchmark
    public void deep1000(Deep1000 state) {
        state.set(++next);
    }

    @Benchmark
    public void deep1000_hand(Deep1000Hand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Triangle extends Generated.OfTriangle {}

    /** The peer. */
    @State(Scope.Thread)
    public static class TriangleHand {
        private final HandTriangle workload = new HandTriangle();
    }

    @Benchmark
    public void triangle(Triangle state) {
        state.set(++next);
    }

    @Benchmark
    public void triangle_hand(TriangleHand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Batch extends Generated.OfBatch {}

    /** The peer. */
    @State(Scope.Thread)
    public static class BatchHand {
        private final HandBatch workload = new HandBatch();
    }

    @Benchmark
    public void batch(Batch state) {
        state.set(++next);
    }

    @Benchmark
    public void batch_hand(BatchHand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Broad50 extends Generated.OfBroad50 {}

    /** The peer. */
    @State(Scope.Thread)
    public static class Broad50Hand {
        private final HandBroad50 workload = new HandBroad50();
    }

    @Benchmark
    public void broad50(Broad50 state) {
        state.set(++next);
    }

    @Benchmark
    public void broad50_hand(Broad50Hand state) {
        state.workload.set(++next);
    }

    @Benchmark
    public void same(Diamond state) {
        state.set(7);
    }

    @Benchmark
    public void same_hand(DiamondHand state) {
        state.workload.set(7);
    }

    /** The loop over an array in place of fields. */
    @State(Scope.Thread)
    public static class Loops {
        private final HandLoop deep50 = new HandLoop(50);
        private final HandLoop deep1000 = new HandLoop(1000);
    }

    @Benchmark
    public void deep50_loop(Loops state) {
        state.deep50.set(++next);
    }

    @Benchmark
    public void deep1000_loop(Loops state) {
        state.deep1000.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Unstable extends Generated.OfUnstable {}

    /** The peer. */
    @State(Scope.Thread)
    public static class UnstableHand {
        private final HandUnstable workload = new HandUnstable();
    }

    @Benchmark
    public void unstable(Unstable state) {
        state.set(++next);
    }

    @Benchmark
    public void unstable_hand(UnstableHand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Mux100 extends Generated.OfMux100 {}

    /** The peer. */
    @State(Scope.Thread)
    public static class Mux100Hand {
        private final HandMux workload = new HandMux(false);
    }

    @Benchmark
    public void mux100(Mux100 state) {
        state.set(++next);
    }

    @Benchmark
    public void mux100_hand(Mux100Hand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Cellx1000 extends Generated.OfCellx1000 {}

    /** The peer. */
    @State(Scope.Thread)
    public static class Cellx1000Hand {
        private final HandCellx workload = new HandCellx();
    }

    /** Thousands of methods are to be compiled first. */
    @Benchmark
    @Warmup(iterations = 10, time = 1)
    public void cellx1000(Cellx1000 state) {
        state.set(++next);
    }

    @Benchmark
    public void cellx1000_hand(Cellx1000Hand state) {
        state.workload.set(++next);
    }

    /** The generated program. */
    @State(Scope.Thread)
    public static class Wide1000 extends Generated.OfWide1000 {}

    /** The peer. */
    @State(Scope.Thread)
    public static class Wide1000Hand {
        private final HandWide workload = new HandWide(false);
    }

    @Benchmark
    public void wide1000(Wide1000 state) {
        state.set(++next);
    }

    @Benchmark
    public void wide1000_hand(Wide1000Hand state) {
        state.workload.set(++next);
    }

    /** Peers whose author knows more than the annotations say. */
    @State(Scope.Thread)
    public static class Knowing {
        private final BlindBroad50 broad50 = new BlindBroad50();
        private final HandMux mux100 = new HandMux(true);
        private final HandWide wide1000 = new HandWide(true);
    }

    @Benchmark
    public void broad50_knowing(Knowing state) {
        state.broad50.set(++next);
    }

    @Benchmark
    public void mux100_knowing(Knowing state) {
        state.mux100.set(++next);
    }

    @Benchmark
    public void wide1000_knowing(Knowing state) {
        state.wide1000.set(++next);
    }
}
