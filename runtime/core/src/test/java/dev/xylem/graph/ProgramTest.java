package dev.xylem.graph;

import static dev.xylem.graph.Fixture.KEY;
import static dev.xylem.graph.Fixture.SUM;
import static dev.xylem.graph.Fixture.TENS;
import static dev.xylem.graph.Fixture.X;
import static dev.xylem.graph.Fixture.Y;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.graph.Fixture.FixtureSetup;
import dev.xylem.graph.Fixture.FixtureTx;
import dev.xylem.store.Caller;
import dev.xylem.store.Errno;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The rules of a program, on the thread that commits. */
class ProgramTest {
    private final List<String> evaluated = new ArrayList<>();
    private final FixtureSetup setup = Fixture.builder()
            .effects(Effects.direct())
            .evaluating(evaluated::add)
            .set("in/x", "1");

    private Fixture start() {
        Fixture program = setup.start();
        setup.effects.clear();
        evaluated.clear();
        return program;
    }

    private static @Nullable String text(Fixture program, String path) {
        Node node = program.store().snapshot().node(Path.of(Fixture.HOME + "/" + path));
        return node == null ? null : new String(node.value(), UTF_8);
    }

    private static Path path(String path) {
        return Path.of(Fixture.HOME + "/" + path);
    }

    private static Session outsider(Fixture program) {
        return program.store().session(Caller.of(new Principal(1000, 0)), (spelled, token) -> {});
    }

    private static List<String> refusal(Fixture program, Consumer<? super FixtureTx> writes) {
        long before = program.store().snapshot().number();
        CommitRefusedException e = assertThrows(CommitRefusedException.class, () -> program.commit(writes));
        assertEquals(before, program.store().snapshot().number(), "nothing was committed");
        return e.problems().stream().map(Problem::toString).toList();
    }

    @Test
    @DisplayName("Rule 1: an accepted write is a commit and a cycle, even of an equal value, but nothing is computed")
    void equalWrites() {
        try (Fixture program = start()) {
            long before = program.store().snapshot().number();
            program.commit(tx -> tx.x(1));
            assertEquals(before + 1, program.store().snapshot().number());
            assertEquals(before + 1, program.frozen().commit());
            assertEquals(List.of(), evaluated);
            program.commit(tx -> {});
            assertEquals(before + 1, program.store().snapshot().number());
        }
    }

    @Test
    @DisplayName("Rule 2: one cycle for a transaction; each value is computed at most once and sees only that commit")
    void oneCycle() {
        try (Fixture program = start()) {
            program.commit(tx -> tx.x(2).y(3).x(30).y(40));
            assertEquals(List.of("p.sum", "p.tens"), evaluated);
            assertEquals(70L, program.value(SUM));
            assertEquals(7L, program.value(TENS));
        }
    }

    @Test
    @DisplayName("Rule 3: an equal value stops propagation, and no effect runs for it")
    void cutOff() {
        try (Fixture program = start()) {
            program.commit(tx -> tx.x(2));
            assertEquals(List.of("p.sum", "p.tens"), evaluated);
            assertEquals(List.of("onSum 7"), setup.effects);
            program.commit(tx -> tx.x(3).y(4));
            assertEquals(List.of("p.sum", "p.tens", "p.sum"), evaluated);
            assertEquals(List.of("onSum 7"), setup.effects);
        }
    }

    @Test
    @DisplayName("Rule 4: a refused commit names every problem and leaves store and graph as they were")
    void refusals() {
        try (Fixture program = start()) {
            List<String> problems =
                    refusal(program, tx -> tx.raw(X, "banana").raw(Y, "1e3").key("k"));
            assertEquals(
                    List.of(
                            Fixture.HOME + "/in/x = \"banana\": expected a whole number from -9223372036854775808 to"
                                    + " 9223372036854775807, for p.x",
                            Fixture.HOME + "/in/y = \"1e3\": expected a whole number from -9223372036854775808 to"
                                    + " 9223372036854775807, for p.y"),
                    problems);
            assertEquals(
                    List.of("p.sum = (no value): p.sum(x, y) threw ArithmeticException: long overflow"),
                    refusal(program, tx -> tx.x(Long.MAX_VALUE).y(1)));
            assertEquals("1", text(program, "in/x"));
            assertNull(text(program, "in/y"));
            assertNull(text(program, "in/key"));
            assertEquals(1L, program.value(X));
            assertEquals(6L, program.value(SUM));
            assertEquals(List.of(), setup.effects);
            // What a refused commit staged is not left behind for the next one.
            program.commit(tx -> tx.key("k"));
            assertEquals(1L, program.value(X));
            assertEquals(5L, program.value(Y));
            assertEquals(6L, program.value(SUM));
            program.commit(tx -> tx.y(6));
            assertEquals(7L, program.value(SUM));
        }
    }

    @Test
    @DisplayName("Rule 4: a problem of an input hides no problem of what does not depend on it")
    void independentProblems() {
        setup.evaluating(name -> {
            if (name.equals("p.locked")) {
                throw new IllegalStateException("no lock");
            }
        });
        CommitRefusedException e = assertThrows(
                CommitRefusedException.class, () -> setup.set("in/x", "?").start());
        assertEquals(
                List.of(Fixture.HOME + "/in/x", "p.locked"),
                e.problems().stream().map(Problem::path).toList());
    }

    @Test
    @DisplayName("Rule 4: what a user's exception quotes stays on one line and within bounds; one that fails is named")
    void hostileMessages() {
        List<RuntimeException> thrown = List.of(
                new IllegalStateException("x\n/forged = \u001b[2J" + "y".repeat(5000)), new IllegalStateException() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no message");
                    }
                });
        for (RuntimeException each : thrown) {
            setup.evaluating(name -> {
                if (name.equals("p.sum")) {
                    throw each;
                }
            });
            CommitRefusedException e = assertThrows(
                    CommitRefusedException.class, () -> setup.set("in/x", "1").start());
            String text = e.problems().get(0).toString();
            assertEquals(1, e.problems().size());
            assertTrue(text.length() < 500 && text.chars().noneMatch(Character::isISOControl), text);
        }
    }

    @Test
    @DisplayName("Rule 4: a commit that would leave a required input absent is refused, by removal of a parent too")
    void requiredInputs() throws StoreException {
        try (Fixture program = start()) {
            String absent = Fixture.HOME + "/in/x = (absent): required by p.x (long); write it";
            assertEquals(List.of(absent), refusal(program, tx -> tx.without(X)));
            StoreException e = assertThrows(
                    RefusedException.class, () -> program.store().owner().remove(path("in")));
            assertEquals(Errno.EINVAL, e.errno());
            assertEquals("1", text(program, "in/x"));
            program.commit(tx -> tx.without(X).x(4));
            assertEquals(4L, program.value(X));
        }
    }

    @Test
    @DisplayName("Rule 4: an input with a default falls back to it, an optional one becomes empty")
    void absentInputs() {
        try (Fixture program = start()) {
            program.commit(tx -> tx.y(10).key("k"));
            assertEquals(11L, program.value(SUM));
            assertEquals(Optional.of("k"), program.value(KEY));
            program.commit(tx -> tx.without(Y).without(KEY));
            assertEquals(6L, program.value(SUM));
            assertEquals(Optional.empty(), program.value(KEY));
            program.commit(tx -> tx.without(Y));
        }
    }

    @Test
    @DisplayName("Rule 4: whatever a derived method throws refuses the commit, and the next one works")
    void methodsThatThrow() {
        Throwable[] next = {null};
        setup.evaluating(name -> {
            if (!name.equals("p.sum")) {
                return;
            }
            if (next[0] instanceof Error error) {
                throw error;
            }
            if (next[0] instanceof RuntimeException exception) {
                throw exception;
            }
        });
        try (Fixture program = start()) {
            List<Throwable> thrown = List.of(
                    new StackOverflowError(),
                    new AssertionError("a"),
                    new NoClassDefFoundError("b"),
                    new NullPointerException());
            for (Throwable each : thrown) {
                next[0] = each;
                List<String> problems = refusal(program, tx -> tx.x(9));
                assertEquals(1, problems.size());
                assertTrue(problems.get(0)
                        .contains("p.sum(x, y) threw " + each.getClass().getSimpleName()));
                next[0] = null;
                program.commit(tx -> tx.y(5));
                assertEquals(6L, program.value(SUM));
            }
        }
    }

    @Test
    @DisplayName("Rule 5: published values are part of the commit, and of its watch events")
    void published() throws StoreException {
        try (Fixture program = start()) {
            List<String> events = new ArrayList<>();
            Session session = program.store().session(program.store().owner().caller(), (spelled, token) -> {
                Node sum = program.store().snapshot().node(path("out/sum"));
                events.add(spelled + " " + (sum == null ? "-" : new String(sum.value(), UTF_8)));
            });
            session.watch(path("out/sum"), "out/sum", new byte[] {'t'}, -1);
            session.watch(path("in/x"), "in/x", new byte[] {'t'}, -1);
            events.clear();
            long before = program.store().snapshot().number();
            program.commit(tx -> tx.x(20));
            assertEquals("25", text(program, "out/sum"));
            assertEquals(before + 1, program.store().snapshot().number());
            assertEquals(
                    before + 1, program.store().snapshot().node(path("out/sum")).valueVersion());
            assertEquals(
                    List.of("in/x 25", "out/sum 25"), events.stream().sorted().toList());
        }
    }

    @Test
    @DisplayName(
            "Rule 5: outsiders' changes of a published path, or of a removal of a directory that holds one, get EACCES")
    void publishedPathsBelongToTheProgram() throws StoreException {
        try (Fixture program = start();
                Session session = outsider(program)) {
            Path sum = path("out/sum");
            byte[] text = {'7'};
            List<Executable> attempts = List.of(
                    () -> session.write(sum, text),
                    () -> session.mkdir(sum),
                    () -> session.setPermissions(sum, session.permissions(sum)),
                    () -> session.remove(sum),
                    () -> session.remove(path("out")),
                    () -> session.remove(Path.of(Fixture.HOME)));
            for (Executable attempt : attempts) {
                assertEquals(
                        Errno.EACCES,
                        assertThrows(StoreException.class, attempt).errno());
            }
            session.write(path("out/other"), text);
            session.remove(path("out/other"));
            assertEquals("6", new String(session.read(path("out/sum")), UTF_8));
            assertEquals("6", text(program, "out/sum"));
        }
    }

    @Test
    @DisplayName("Rule 5: inside a transaction published paths keep the values of its beginning")
    void publishedPathsInTransactions() throws StoreException {
        try (Fixture program = start();
                Session session = outsider(program);
                Transaction transaction = session.begin()) {
            transaction.write(path("in/x"), new byte[] {'9'});
            program.commit(tx -> tx.y(100));
            assertEquals("6", new String(transaction.read(path("out/sum")), UTF_8));
            transaction.commit();
            assertEquals("109", text(program, "out/sum"));
            assertEquals(109L, program.value(SUM));
        }
    }

    @Test
    @DisplayName("Rule 6: a commit inside an effect throws and says so; commitLater works there, in turn")
    void commitsInsideEffects() {
        List<String> answers = new ArrayList<>();
        List<Fixture> itself = new ArrayList<>();
        setup.during(effect -> {
            if (!itself.isEmpty() && effect.equals("onSum 7")) {
                Fixture program = itself.get(0);
                answers.add(assertThrows(IllegalStateException.class, () -> program.commit(tx -> tx.x(50)))
                        .getMessage());
                program.commitLater(tx -> tx.x(10)).thenRun(() -> answers.add("10 is " + program.value(SUM)));
                program.commitLater(tx -> tx.x(20)).thenRun(() -> answers.add("20 is " + program.value(SUM)));
                program.commitLater(tx -> tx.raw(X, "?")).exceptionally(e -> {
                    answers.add(e.getClass().getSimpleName());
                    return null;
                });
            }
        });
        try (Fixture program = start()) {
            itself.add(program);
            program.commit(tx -> tx.x(2));
            assertEquals(
                    List.of(
                            "commit was called inside an effect; call commitLater there",
                            "10 is 15",
                            "20 is 25",
                            "CommitRefusedException"),
                    answers);
            assertEquals(List.of("onSum 7", "onSum 15", "onTens 1", "onSum 25", "onTens 2"), setup.effects);
        }
    }

    @Test
    @DisplayName("Rule 6: an effect that throws is reported and counted; the others run, the graph is untouched")
    void effectsThatThrow() {
        List<String> failures = new ArrayList<>();
        setup.onEffectFailure((effect, commit, thrown) -> failures.add(effect + " " + thrown.getMessage()));
        setup.during(effect -> {
            if (effect.equals("onSum 95")) {
                throw new IllegalStateException("broken");
            }
        });
        try (Fixture program = start()) {
            program.commit(tx -> tx.x(90));
            assertEquals(List.of("onSum 95", "onTens 9"), setup.effects);
            assertEquals(List.of("p.onSum broken"), failures);
            assertEquals(1, program.effectFailures());
            assertEquals(95L, program.value(SUM));
        }
    }

    @Test
    @DisplayName("Rule 6: a commit of a session runs effects like a commit of the program")
    void commitsOfSessions() throws StoreException {
        try (Fixture program = start();
                Session session = outsider(program)) {
            session.write(path("in/x"), new byte[] {'2'});
            assertEquals(List.of("onSum 7"), setup.effects);
            assertEquals(
                    Errno.EINVAL,
                    assertThrows(StoreException.class, () -> session.write(path("in/x"), new byte[0]))
                            .errno());
            assertEquals(List.of("onSum 7"), setup.effects);
        }
    }

    @Test
    @DisplayName("Rule 7: a snapshot does not change, and its values are of its commit")
    void snapshots() {
        try (Fixture program = start()) {
            State before = program.frozen();
            program.commit(tx -> tx.x(2));
            assertEquals(6L, program.value(before, SUM));
            assertEquals(7L, program.value(program.frozen(), SUM));
            assertEquals(before.commit() + 1, program.frozen().commit());
        }
    }

    @Test
    @DisplayName(
            "Rule 11: at the start every effect runs once, with the first values, after the seeds and the first writes")
    void start11() {
        setup.set("in/x", "2")
                .set(Path.of(Fixture.HOME + "/in/y"), new byte[] {'9'})
                .initial(tx -> tx.y(8))
                .initial(tx -> tx.y(28));
        try (Fixture program = setup.start()) {
            assertEquals(List.of("onSum 30", "onTens 3"), setup.effects);
            assertEquals("30", text(program, "out/sum"));
            assertEquals(List.of("p.sum", "p.tens", "p.locked"), evaluated);
        }
    }

    @Test
    @DisplayName("Rule 11: required inputs that are missing stop the start")
    void missingAtTheStart() {
        FixtureSetup empty = Fixture.builder().effects(Effects.direct());
        CommitRefusedException e = assertThrows(CommitRefusedException.class, empty::start);
        assertEquals(
                List.of(new Problem(Fixture.HOME + "/in/x", "(absent)", "required by p.x (long); write it")),
                e.problems());
        assertEquals(List.of(), empty.effects);
        IllegalStateException taken = assertThrows(
                IllegalStateException.class,
                () -> Fixture.builder()
                        .set("in/x", "1")
                        .initial(tx -> {
                            throw new IllegalStateException("of the lambda");
                        })
                        .start());
        assertEquals("of the lambda", taken.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Fixture.builder().set("a//b", "1"));
    }

    @Test
    @DisplayName("Rule 11: the clock of the store is the one that was set")
    void clock() throws StoreException {
        long[] now = {0};
        setup.clock(() -> now[0]);
        try (Fixture program = start()) {
            now[0] = 90_000_000_000L;
            assertEquals("90", new String(program.store().owner().read(Path.of("/sys/uptime")), UTF_8));
        }
    }

    @Test
    void aClosedProgramCommitsNothing() throws Exception {
        Fixture program = start();
        program.close();
        program.close();
        assertEquals(
                "the program is closed",
                assertThrows(IllegalStateException.class, () -> program.commit(tx -> tx.x(2)))
                        .getMessage());
        Throwable[] later = {null};
        program.commitLater(tx -> tx.x(2)).exceptionally(e -> {
            later[0] = e;
            return null;
        });
        assertEquals("the program is closed", later[0].getMessage());
        assertEquals(1L, program.value(X));
        assertFalse(setup.effects.contains("onSum 7"));
    }
}
