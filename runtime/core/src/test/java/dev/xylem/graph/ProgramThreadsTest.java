package dev.xylem.graph;

import static dev.xylem.graph.Fixture.SUM;
import static dev.xylem.graph.Fixture.TENS;
import static dev.xylem.graph.Fixture.X;
import static dev.xylem.graph.Fixture.Y;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.graph.Fixture.FixtureSetup;
import dev.xylem.store.Caller;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Session;
import dev.xylem.value.Encode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of a program between threads. */
@Timeout(120)
class ProgramThreadsTest {
    private final FixtureSetup setup = Fixture.builder().set("in/x", "0").set("in/y", "0");

    @Test
    @DisplayName(
            "Rule 6: when commit returns its values are visible; effects run on one thread, in order, with their values")
    void committers() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicBoolean others = new AtomicBoolean();
        setup.effects(Effects.onThread(4));
        setup.during(effect -> {
            if (!thread.compareAndSet(null, Thread.currentThread()) && thread.get() != Thread.currentThread()) {
                others.set(true);
            }
        });
        int commits = 2000;
        AtomicInteger sum = new AtomicInteger();
        try (Fixture program = setup.start()) {
            try (Threads threads = new Threads()) {
                for (int i = 0; i < 3; i++) {
                    threads.start("committer " + i, () -> {
                        for (int j = 0; j < commits; j++) {
                            synchronized (sum) {
                                long next = sum.incrementAndGet();
                                program.commit(tx -> tx.x(next));
                                assertEquals(next, program.value(X));
                                assertEquals(next, program.value(program.frozen(), SUM));
                            }
                        }
                    });
                }
            }
        }
        List<String> expected = new ArrayList<>(List.of("onSum 0", "onTens 0"));
        for (int i = 1; i <= 3 * commits; i++) {
            expected.add("onSum " + i);
            if (i % 10 == 0) {
                expected.add("onTens " + i / 10);
            }
        }
        assertEquals(expected, setup.effects);
        assertEquals("xylem-effects", thread.get().getName());
        assertTrue(thread.get().isDaemon());
        assertEquals(false, others.get());
    }

    @Test
    @DisplayName("Rule 6: while the backlog is full commits wait, and go on when an effect has finished")
    void backlog() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        setup.effects(Effects.onThread(2));
        setup.during(effect -> {
            if (effect.equals("onSum 1")) {
                blocked.countDown();
                try {
                    Threads.await(go);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        AtomicReference<Thread> waiting = new AtomicReference<>();
        CountDownLatch about = new CountDownLatch(1);
        try (Fixture program = setup.start()) {
            program.commit(tx -> tx.x(1));
            Threads.await(blocked);
            program.commit(tx -> tx.x(2));
            try (Threads threads = new Threads().start("committer", () -> {
                waiting.set(Thread.currentThread());
                about.countDown();
                program.commit(tx -> tx.x(3));
            })) {
                threads.go();
                Threads.await(about);
                Threads.awaitWaiting(waiting.get());
                assertEquals(2L, program.value(X));
                go.countDown();
            }
            assertEquals(3L, program.value(X));
        }
        assertEquals(List.of("onSum 0", "onTens 0", "onSum 1", "onSum 2", "onSum 3"), setup.effects);
    }

    @Test
    @DisplayName(
            "Rule 6: commitLater from effects and from other threads; every stage ends, also while the program closes")
    void later() {
        for (int round = 0; round < 100; round++) {
            FixtureSetup each = Fixture.builder().set("in/x", "0").effects(Effects.onThread(4));
            List<CompletableFuture<Void>> stages = new ArrayList<>();
            Fixture program = each.start();
            CountDownLatch some = new CountDownLatch(1);
            try (Threads threads = new Threads()) {
                for (int i = 0; i < 2; i++) {
                    threads.start("other " + i, () -> {
                        for (long j = 0; j < 50; j++) {
                            long value = j;
                            CompletableFuture<Void> stage =
                                    program.commitLater(tx -> tx.x(value)).toCompletableFuture();
                            synchronized (stages) {
                                stages.add(stage);
                            }
                            some.countDown();
                        }
                    });
                }
                threads.start("closer", () -> {
                    Threads.await(some);
                    program.close();
                });
            }
            for (CompletableFuture<Void> stage : stages) {
                assertTrue(stage.isDone(), "round " + round + ": a stage without an answer");
            }
        }
    }

    @Test
    @DisplayName("Rule 6: a commit on the effect thread throws, in subscribers and completions too")
    void commitsOnTheEffectThread() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(2);
        AtomicInteger refused = new AtomicInteger();
        try (Fixture program = setup.start()) {
            Runnable attempt = () -> {
                IllegalStateException e =
                        assertThrows(IllegalStateException.class, () -> program.commit(tx -> tx.x(100)));
                assertEquals("commit was called inside an effect; call commitLater there", e.getMessage());
                refused.incrementAndGet();
                over.countDown();
            };
            program.onChange(X, change -> attempt.run());
            program.commit(tx -> tx.x(1));
            program.onChange(Y, change -> {
                if (change.newValue() == 1) {
                    program.commitLater(tx -> tx.y(7)).thenRun(attempt);
                }
            });
            program.commit(tx -> tx.y(1));
            Threads.await(over);
            assertEquals(2, refused.get());
            assertEquals(1L, program.value(X));
        }
    }

    @Test
    @DisplayName("Rule 6: a session's commit wakes the effects; no commit of the program is needed")
    void sessionsWake() throws Exception {
        AtomicReference<CountDownLatch> ran = new AtomicReference<>(new CountDownLatch(1));
        setup.during(effect -> ran.get().countDown());
        try (Fixture program = setup.start();
                Session session = program.store().session(Caller.of(new Principal(1000, 0)), (spelled, token) -> {})) {
            Threads.await(ran.get());
            for (long value = 1; value <= 300; value++) {
                ran.set(new CountDownLatch(1));
                session.write(Path.of(Fixture.HOME + "/in/x"), Encode.of(value));
                Threads.await(ran.get());
            }
        }
    }

    @Test
    @DisplayName("Rules 2 and 7: snapshots are of one commit while several threads commit; nobody sees half a cycle")
    void snapshots() {
        setup.effects(Effects.onThread(64));
        try (Fixture program = setup.start()) {
            AtomicInteger writers = new AtomicInteger(2);
            try (Threads threads = new Threads()) {
                for (int i = 0; i < 2; i++) {
                    long sign = i == 0 ? 1 : -1;
                    threads.start("writer " + i, () -> {
                        for (long j = 1; j <= 3000; j++) {
                            long value = sign * j;
                            program.commit(tx -> tx.x(value).y(1000 - value));
                        }
                        writers.decrementAndGet();
                    });
                }
                for (int i = 0; i < 2; i++) {
                    threads.start("reader " + i, () -> {
                        program.commit(tx -> tx.x(0).y(1000));
                        long last = 0;
                        while (writers.get() > 0) {
                            State snapshot = program.frozen();
                            long x = (Long) program.value(snapshot, X);
                            long y = (Long) program.value(snapshot, Y);
                            assertEquals(1000, x + y);
                            assertEquals(1000L, program.value(snapshot, SUM));
                            assertEquals(100L, program.value(snapshot, TENS));
                            assertTrue(snapshot.commit() >= last);
                            last = snapshot.commit();
                        }
                    });
                }
            }
        }
    }

    @Test
    @DisplayName("Rule 6: close lets the effects of all commits run")
    void close() {
        setup.effects(Effects.onThread(1024));
        Fixture program = setup.start();
        for (long value = 1; value <= 1000; value++) {
            long next = value;
            program.commit(tx -> tx.x(next));
        }
        program.close();
        assertEquals("onTens 100", setup.effects.get(setup.effects.size() - 1));
        assertEquals(1102, setup.effects.size());
    }

    @Test
    @DisplayName("Rule 6: an effect may close its program")
    void closedByAnEffect() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<Fixture> itself = new AtomicReference<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        setup.during(effect -> {
            if (effect.equals("onSum 5")) {
                thread.set(Thread.currentThread());
                itself.get().close();
                closed.countDown();
            }
        });
        Fixture program = setup.start();
        itself.set(program);
        program.commit(tx -> tx.x(5));
        Threads.await(closed);
        thread.get().join();
        assertThrows(IllegalStateException.class, () -> program.commit(tx -> tx.x(6)));
        program.close();
    }
}
