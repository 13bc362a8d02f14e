package dev.xylem.benchmarks.graph;

import dev.xylem.family.Family;
import dev.xylem.graph.EffectLog;
import dev.xylem.graph.Effects;
import dev.xylem.graph.Graph;
import dev.xylem.store.Path;
import dev.xylem.store.RefusedException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The generated programs below the store: an update stages decoded inputs and calls the method that commits call, with
 * effects on the calling thread. Benchmarks extend them, so that graph and commit are as near as a peer is.
 */
final class Generated {
    private static final Path HOME = Path.of("/local/domain/0");

    private Generated() {}

    /** What they share. */
    abstract static class Program implements Workload {
        final Tally tally = new Tally();
        final Decoded commit = new Decoded();

        /** Runs the first cycle, in which every effect runs once. */
        final <G extends Graph> G started(G graph) {
            try {
                graph.run(commit);
            } catch (RefusedException e) {
                throw new AssertionError("every input has a default, so nothing can refuse the start", e);
            }
            commit.started();
            return graph;
        }

        static EffectLog log() {
            return new EffectLog((effect, number, thrown) -> {
                throw new AssertionError(effect, thrown);
            });
        }

        static AssertionError refused(Exception e) {
            return new AssertionError("nothing in a workload refuses a commit", e);
        }

        @Override
        public final Tally tally() {
            return tally;
        }
    }

    /** {@link Diamond}. */
    static class OfDiamond extends Program {
        private final XylemDiamond_App_Graph graph = started(XylemDiamond_App_Graph.create(
                HOME, Effects.direct(), log(), XylemDiamond_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            graph.stage_diamond_source(value);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemDiamond_App_Graph.Values_diamond(graph.now).sum();
        }
    }

    /** {@link Avoidable}. */
    static class OfAvoidable extends Program {
        private final XylemAvoidable_App_Graph graph = started(XylemAvoidable_App_Graph.create(
                HOME, Effects.direct(), log(), XylemAvoidable_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            graph.stage_avoidable_source(value);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemAvoidable_App_Graph.Values_avoidable(graph.now).fifth();
        }
    }

    /** {@link Triangle}. */
    static class OfTriangle extends Program {
        private final XylemTriangle_App_Graph graph = started(XylemTriangle_App_Graph.create(
                HOME, Effects.direct(), log(), XylemTriangle_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            graph.stage_triangle_source(value);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemTriangle_App_Graph.Values_triangle(graph.now).sum();
        }
    }

    /** {@link Batch}; one update writes value, value + 1, … value + 9. */
    static class OfBatch extends Program {
        private final XylemBatch_App_Graph graph = started(XylemBatch_App_Graph.create(
                HOME, Effects.direct(), log(), XylemBatch_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            graph.stage_batch_s0(value);
            graph.stage_batch_s1(value + 1);
            graph.stage_batch_s2(value + 2);
            graph.stage_batch_s3(value + 3);
            graph.stage_batch_s4(value + 4);
            graph.stage_batch_s5(value + 5);
            graph.stage_batch_s6(value + 6);
            graph.stage_batch_s7(value + 7);
            graph.stage_batch_s8(value + 8);
            graph.stage_batch_s9(value + 9);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemBatch_App_Graph.Values_batch(graph.now).sum();
        }
    }

    /** {@link Deep50}. */
    static class OfDeep50 extends Program {
        private final XylemDeep50_App_Graph graph = started(XylemDeep50_App_Graph.create(
                HOME, Effects.direct(), log(), XylemDeep50_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            graph.stage_deep50_source(value);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemDeep50_App_Graph.Values_deep50(graph.now).v49();
        }
    }

    /** {@link Deep1000}. */
    static class OfDeep1000 extends Program {
        private final XylemDeep1000_App_Graph graph = started(XylemDeep1000_App_Graph.create(
                HOME, Effects.direct(), log(), XylemDeep1000_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            graph.stageInt(0, 0, value);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemDeep1000_App_Graph.Values_deep1000(graph.now).v999();
        }
    }

    /** {@link Broad50}. */
    static class OfBroad50 extends Program {
        private final XylemBroad50_App_Graph graph = started(XylemBroad50_App_Graph.create(
                HOME, Effects.direct(), log(), XylemBroad50_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            graph.stageInt(0, 0, value);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemBroad50_App_Graph.Values_broad50(graph.now).b49();
        }
    }

    /** {@link Unstable}. */
    static class OfUnstable extends Program {
        private final XylemUnstable_App_Graph graph = started(XylemUnstable_App_Graph.create(
                HOME, Effects.direct(), log(), XylemUnstable_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            graph.stage_unstable_source(value);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemUnstable_App_Graph.Values_unstable(graph.now).current();
        }
    }

    /** {@link Mux100}; one update writes one of the heads. */
    static class OfMux100 extends Program {
        private final XylemMux100_App_Graph graph = started(XylemMux100_App_Graph.create(
                HOME, Effects.direct(), log(), XylemMux100_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            int head = Math.floorMod(value, 100);
            graph.stageInt(head, head, value);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemMux100_App_Graph.Values_mux100(graph.now).o99();
        }
    }

    /** {@link Wide1000}; one update makes the next version of the family, with another instance for one of the keys. */
    static class OfWide1000 extends Program {
        private static final int WIDTH = 1000;

        private final XylemWide1000_App_Graph graph = started(XylemWide1000_App_Graph.create(
                HOME, Effects.direct(), log(), XylemWide1000_App.builder().tally(tally)));
        private Family<Integer, Integer> numbers =
                Family.of(IntStream.range(0, WIDTH).boxed().collect(Collectors.toMap(i -> i, i -> 0)));

        OfWide1000() {
            write();
        }

        @Override
        public void set(int value) {
            numbers = numbers.with(Map.of(Math.floorMod(value, WIDTH), Optional.of(value)));
            write();
        }

        private void write() {
            graph.stage_wide1000_numbers(numbers);
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemWide1000_App_Graph.Values_wide1000(graph.now).sum();
        }
    }

    /** {@link Cellx1000}; one update writes all four sources. */
    static class OfCellx1000 extends Program {
        private final XylemCellx1000_App_Graph graph = started(XylemCellx1000_App_Graph.create(
                HOME, Effects.direct(), log(), XylemCellx1000_App.builder().tally(tally)));

        @Override
        public void set(int value) {
            boolean down = (value & 1) != 0;
            for (int i = 0; i < 4; i++) {
                graph.stageInt(i, i, down ? 4 - i : i + 1);
            }
            try {
                graph.cycle(commit);
            } catch (Exception e) {
                throw refused(e);
            }
        }

        @Override
        public int result() {
            return new XylemCellx1000_App_Graph.Values_cellx1000(graph.now).p4in1000();
        }
    }
}
