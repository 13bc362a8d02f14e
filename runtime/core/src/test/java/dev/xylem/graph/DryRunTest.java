package dev.xylem.graph;

import static dev.xylem.graph.Fixture.KEY;
import static dev.xylem.graph.Fixture.SUM;
import static dev.xylem.graph.Fixture.X;
import static dev.xylem.graph.Fixture.Y;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.DryRun;
import dev.xylem.store.Errno;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rule 8: dry runs")
class DryRunTest {
    private static final String HOME = Fixture.HOME;

    private final List<String> evaluated = new ArrayList<>();
    private final Fixture.FixtureSetup setup =
            Fixture.builder().effects(Effects.direct()).set("in/x", "1").set("in/key", "s3cret");

    private Fixture start() {
        setup.evaluating(evaluated::add);
        Fixture program = setup.start();
        evaluated.clear();
        setup.effects.clear();
        return program;
    }

    /** Runs a dry run twice, with a look at all that must be as before. */
    private DryRun check(Fixture program, Consumer<Fixture.FixtureTx> writes) {
        long number = program.store().snapshot().number();
        State before = program.frozen();
        DryRun run = program.dryRun(writes);
        assertEquals(number, program.store().snapshot().number());
        for (int slot = X; slot <= Fixture.LOCKED; slot++) {
            assertEquals(program.value(before, slot), program.value(slot));
        }
        assertEquals(List.of(), setup.effects);
        assertEquals(run, program.dryRun(writes), "a second dry run");
        return run;
    }

    @Test
    @DisplayName("what would change, what would be recomputed, which effects would run")
    void changes() {
        try (Fixture program = start()) {
            DryRun run = check(program, tx -> tx.x(2));
            assertTrue(run.accepted());
            assertEquals("""
                    would be accepted
                      nodes:
                        WRITTEN /local/domain/0/in/x
                      changes:
                        p.x: 1 -> 2 at /local/domain/0/in/x
                        p.sum: 6 -> 7 at /local/domain/0/out/sum
                      recomputed:
                        p.sum
                        p.tens
                      effects:
                        p.onSum
                    """, run.toString());
        }
    }

    @Test
    @DisplayName("a commit afterwards does just that")
    void commitAfterwards() {
        try (Fixture program = start()) {
            DryRun run = check(program, tx -> tx.x(10));
            evaluated.clear();
            program.commit(tx -> tx.x(10));
            assertEquals(run.recomputed(), evaluated);
            assertEquals(List.of("onSum 15", "onTens 1"), setup.effects);
            assertEquals(List.of("p.onSum", "p.onTens"), run.effects());
            assertEquals(15L, program.value(SUM));
        }
    }

    @Test
    @DisplayName("equal values change nothing, although the commit would be one")
    void equal() {
        try (Fixture program = start()) {
            DryRun run = check(program, tx -> tx.x(1));
            assertEquals(
                    new DryRun(List.of(), List.of("WRITTEN " + HOME + "/in/x"), List.of(), List.of(), List.of()), run);
            assertEquals(List.of(), evaluated);
            assertEquals(Rehearsal.nothing(), check(program, tx -> {}));
        }
    }

    @Test
    @DisplayName("every problem of a refused commit, and no refusal counted")
    void refused() {
        try (Fixture program = start()) {
            DryRun run = check(program, tx -> tx.raw(X, "banana").raw(Y, "pear"));
            assertFalse(run.accepted());
            assertEquals(
                    List.of(HOME + "/in/x", HOME + "/in/y"),
                    run.problems().stream().map(problem -> problem.path()).toList());
            assertEquals(List.of(), run.changes());
            DryRun overflow = check(program, tx -> tx.x(Long.MAX_VALUE));
            assertEquals("p.sum", overflow.problems().get(0).path());
            assertEquals(1, overflow.problems().size());
            DryRun absent = check(program, tx -> tx.without(X));
            assertEquals("(absent)", absent.problems().get(0).value());
            Node refusals = program.store().snapshot().node(Path.of("/sys/refusals"));
            assertEquals("0", new String(refusals.value(), StandardCharsets.UTF_8));
        }
    }

    @Test
    @DisplayName("secrets, and what is computed from them, are masked")
    void secrets() {
        try (Fixture program = start()) {
            DryRun run = check(program, tx -> tx.without(KEY));
            assertEquals(2, run.changes().size());
            assertFalse(run.toString().contains("s3cret"), run.toString());
            assertTrue(run.toString().contains("p.locked: (secret) -> (secret)\n"), run.toString());
        }
    }

    @Test
    @DisplayName("what the store itself refuses is said as for a commit; a closed program has none")
    void refusedByTheStore() {
        Fixture program = start();
        assertThrows(
                IllegalStateException.class,
                () -> program.dryRun(tx -> {
                    throw new Tx.StoreFailure(new StoreException(Errno.EACCES, HOME, "no"));
                }));
        program.close();
        assertThrows(IllegalStateException.class, () -> program.dryRun(tx -> tx.x(3)));
    }
}
