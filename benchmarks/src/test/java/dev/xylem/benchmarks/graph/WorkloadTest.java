package dev.xylem.benchmarks.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated programs and their peers agree, and a generated program evaluates what it must and, in regions that are
 * recomputed whole, at most twice that (rules 2 and 3).
 */
class WorkloadTest {
    /** How many updates are compared. */
    private static final int UPDATES = 200;

    /**
     * A workload.
     *
     * @param ideal evaluations per update with a new value: those of values that have a changed source
     * @param effects runs of effects per update with a new value
     */
    record Case(String name, Supplier<Workload> generated, List<Supplier<Workload>> peers, int ideal, int effects) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("diamond", Generated.OfDiamond::new, List.of(HandDiamond::new), 6, 1),
                new Case("avoidable", Generated.OfAvoidable::new, List.of(HandAvoidable::new), 2, 0),
                new Case("triangle", Generated.OfTriangle::new, List.of(HandTriangle::new), 10, 1),
                new Case("batch", Generated.OfBatch::new, List.of(HandBatch::new), 11, 1),
                new Case("broad50", Generated.OfBroad50::new, List.of(HandBroad50::new, BlindBroad50::new), 100, 50),
                new Case("unstable", Generated.OfUnstable::new, List.of(HandUnstable::new), 3, 1),
                new Case(
                        "mux100",
                        Generated.OfMux100::new,
                        List.of(() -> new HandMux(false), () -> new HandMux(true)),
                        102,
                        1),
                new Case(
                        "wide1000",
                        Generated.OfWide1000::new,
                        List.of(() -> new HandWide(false), () -> new HandWide(true)),
                        1,
                        1),
                new Case("cellx1000", Generated.OfCellx1000::new, List.of(HandCellx::new), 4000, 4),
                new Case("deep50", Generated.OfDeep50::new, List.of(HandDeep50::new, () -> new HandLoop(50)), 50, 1),
                new Case(
                        "deep1000",
                        Generated.OfDeep1000::new,
                        List.of(HandDeep1000::new, () -> new HandLoop(1000)),
                        1000,
                        1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluatesWhatChanged(Case workload) {
        Workload program = workload.generated.get();
        Evaluations.take();
        for (int value = 1; value <= UPDATES; value++) {
            program.set(value);
            long evaluations = Evaluations.take();
            assertTrue(
                    evaluations >= workload.ideal && evaluations <= 2L * workload.ideal,
                    () -> evaluations + " evaluations where " + workload.ideal + " are ideal");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesNothingForAnEqualValue(Case workload) {
        Workload program = workload.generated.get();
        program.set(7);
        Evaluations.take();
        long runs = program.tally().runs;
        program.set(7);
        assertEquals(0, Evaluations.take(), "evaluations");
        assertEquals(runs, program.tally().runs, "effects");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsEffectsOncePerChange(Case workload) {
        Workload program = workload.generated.get();
        long before = program.tally().runs;
        for (int value = 1; value <= UPDATES; value++) {
            program.set(value);
        }
        assertEquals((long) UPDATES * workload.effects, program.tally().runs - before);
    }

    static List<String> shapes() {
        return List.of("diamond", "same", "triangle", "unstable", "deep50", "batch", "wide1000");
    }

    /** Libraries tell their observer the committed value in the end, whatever they tell it before; for graphs with one. */
    @ParameterizedTest
    @MethodSource("shapes")
    void librariesAgree(String shape) {
        List<Workload> libraries = Stream.of(Library.values())
                .filter(library -> library.finishes(shape))
                .map(library -> library.workload(shape))
                .toList();
        for (int value = 1; value <= 3; value++) {
            for (Workload library : libraries) {
                library.set(value);
                assertEquals(libraries.get(0).result(), library.result(), shape);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithItsPeers(Case workload) {
        for (Supplier<Workload> supplier : workload.peers) {
            Workload program = workload.generated.get();
            Workload peer = supplier.get();
            long seed = 20_261_122L;
            Random random = new Random(seed);
            int value = 1;
            program.set(value);
            peer.set(value);
            long programRuns = program.tally().runs;
            long peerRuns = peer.tally().runs;
            for (int update = 0; update < UPDATES; update++) {
                value = random.nextInt(4) == 0 ? value : random.nextInt();
                program.set(value);
                peer.set(value);
                String where = "seed " + seed + ", update " + update + ", value " + value;
                assertEquals(peer.result(), program.result(), where);
                assertEquals(peer.tally().runs - peerRuns, program.tally().runs - programRuns, where);
                if (program.tally().runs > programRuns) {
                    assertEquals(peer.tally().last, program.tally().last, where);
                }
            }
        }
    }
}
