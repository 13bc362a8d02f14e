package dev.xylem.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Rule 6: the queue of effects, between threads")
@Timeout(300)
class EffectThreadTest {
    private final EffectLog log = new EffectLog((effect, commit, thrown) -> {});

    /** Commits like a program: waits for room, then hands over under the commit lock, then wakes. */
    private static final class Committer {
        final EffectQueue<Note> queue;
        private final ReentrantLock lock = new ReentrantLock();
        private int last;

        Committer(EffectQueue<Note> queue) {
            this.queue = queue;
        }

        int commit() throws InterruptedException {
            queue.awaitReady();
            int number;
            lock.lock();
            try {
                number = ++last;
                Note.submit(queue, number, 1);
            } finally {
                lock.unlock();
            }
            queue.committed();
            return number;
        }
    }

    @Test
    @DisplayName("Rule 6: a commit without effects does not wake the thread that runs effects")
    void nothingDueWakesNobody() throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        AtomicReference<Thread> runner = new AtomicReference<>();
        CountDownLatch serving = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(1);
        EffectQueue<Note> queue =
                new EffectQueue<>(Effects.onThread(4), log, l -> new Note(l, effect -> ran.countDown()));
        try (Threads effects = new Threads().start("effects", () -> {
            runner.set(Thread.currentThread());
            serving.countDown();
            queue.serve(() -> rounds.incrementAndGet() < 0);
        })) {
            effects.go();
            Threads.await(serving);
            Threads.awaitWaiting(runner.get());
            int before = rounds.get();
            for (int i = 0; i < 1000; i++) {
                queue.committed();
                Threads.awaitWaiting(runner.get());
            }
            // The JVM may wake a thread without a reason, but hardly ever does.
            assertTrue(rounds.get() - before < 100, "woken " + (rounds.get() - before) + " times for nothing");
            Note.submit(queue, 1, 1);
            queue.committed();
            Threads.await(ran);
            queue.close();
        }
    }

    @Test
    @DisplayName("Rule 6: commits wait while the backlog is full; none is dropped, none is left waiting")
    void noWakeUpIsLost() {
        for (long seed : Seeds.upTo(150)) {
            Random random = new Random(seed);
            int committers = 1 + random.nextInt(6);
            int commits = 200;
            List<Integer> ran = new ArrayList<>();
            AtomicReference<EffectQueue<Note>> itself = new AtomicReference<>();
            AtomicInteger most = new AtomicInteger();
            int backlog = 2 << random.nextInt(3);
            EffectQueue<Note> queue = new EffectQueue<>(
                    Effects.onThread(backlog),
                    log,
                    l -> new Note(l, effect -> {
                        ran.add(Integer.parseInt(effect.substring(1)));
                        most.accumulateAndGet((int) itself.get().pending(), Math::max);
                    }));
            itself.set(queue);
            Committer committer = new Committer(queue);
            try (Threads effects = new Threads().start("effects", () -> queue.serve(() -> false))) {
                effects.go();
                try (Threads threads = new Threads()) {
                    for (int i = 0; i < committers; i++) {
                        threads.start("committer " + i, () -> {
                            for (int j = 0; j < commits; j++) {
                                committer.commit();
                            }
                        });
                    }
                }
                queue.close();
            } catch (AssertionError e) {
                throw new AssertionError(Seeds.name(seed), e);
            }
            List<Integer> expected = new ArrayList<>();
            for (int number = 1; number <= committers * commits; number++) {
                expected.add(number);
            }
            assertEquals(expected, ran, () -> Seeds.name(seed));
            assertTrue(most.get() < backlog + committers, () -> Seeds.name(seed) + ": " + most + " were waiting");
        }
    }

    @Test
    @DisplayName("Rule 6: whoever was woken but found the room taken is woken again")
    void roomThatWasTaken() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            EffectQueue<Note> queue = new EffectQueue<>(Effects.onThread(2), log, l -> new Note(l, effect -> {}));
            Committer committer = new Committer(queue);
            committer.commit();
            committer.commit();
            List<Thread> waiting = new ArrayList<>();
            try (Threads threads = new Threads()) {
                for (int i = 0; i < 5; i++) {
                    threads.start("committer " + i, () -> {
                        synchronized (waiting) {
                            waiting.add(Thread.currentThread());
                        }
                        committer.commit();
                        committer.commit();
                    });
                }
                threads.go();
                while (true) {
                    synchronized (waiting) {
                        if (waiting.size() == 5) {
                            break;
                        }
                    }
                    Thread.onSpinWait();
                }
                waiting.forEach(Threads::awaitWaiting);
                try (Threads effects = new Threads().start("effects", () -> queue.serve(() -> false))) {
                    effects.go();
                    threads.join();
                    queue.close();
                }
            }
            assertEquals(0, queue.pending());
        }
    }

    @Test
    void theThreadSleepsWhileThereIsNothingAndWakesForTheNextCommit() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<CountDownLatch> next = new AtomicReference<>(new CountDownLatch(1));
        EffectQueue<Note> queue = new EffectQueue<>(
                Effects.onThread(2),
                log,
                l -> new Note(l, effect -> {
                    thread.set(Thread.currentThread());
                    next.get().countDown();
                }));
        Committer committer = new Committer(queue);
        try (Threads effects = new Threads().start("effects", () -> queue.serve(() -> false))) {
            effects.go();
            for (int commit = 0; commit < 200; commit++) {
                next.set(new CountDownLatch(1));
                committer.commit();
                Threads.await(next.get());
                Threads.awaitWaiting(thread.get());
            }
            queue.close();
        }
    }

    @Test
    void anEffectThatLeavesItsThreadInterruptedDoesNotKeepItAwake() throws InterruptedException {
        // Parking returns at once on an interrupted thread. What runs between effects may see the flag once, not again.
        CountDownLatch ran = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        EffectQueue<Note> queue = new EffectQueue<>(
                Effects.onThread(2),
                log,
                l -> new Note(l, effect -> {
                    Thread.currentThread().interrupt();
                    ran.countDown();
                }));
        Committer committer = new Committer(queue);
        try (Threads effects = new Threads()
                .start(
                        "effects",
                        () -> queue.serve(() -> {
                            if (Thread.currentThread().isInterrupted()) {
                                seen.incrementAndGet();
                            }
                            return false;
                        }))) {
            effects.go();
            committer.commit();
            Threads.await(ran);
            queue.close();
        }
        assertTrue(seen.get() <= 1, () -> "seen " + seen + " times");
    }

    @Test
    @DisplayName("Rule 6: a commit that waits for room can be interrupted")
    void interruptedCommits() throws InterruptedException {
        EffectQueue<Note> queue = new EffectQueue<>(Effects.onThread(2), log, l -> new Note(l, effect -> {}));
        Committer committer = new Committer(queue);
        committer.commit();
        committer.commit();
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicInteger interrupted = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        try (Threads threads = new Threads().start("committer", () -> {
            thread.set(Thread.currentThread());
            started.countDown();
            try {
                committer.commit();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        })) {
            threads.go();
            Threads.await(started);
            Threads.awaitWaiting(thread.get());
            thread.get().interrupt();
        }
        assertEquals(1, interrupted.get());
        assertEquals(2, queue.pending());
    }

    @Test
    @DisplayName("Rule 6: what is queued between effects runs on their thread, before the end too")
    void between() throws InterruptedException {
        AtomicInteger left = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        EffectQueue<Note> queue = new EffectQueue<>(Effects.onThread(2), log, l -> new Note(l, effect -> {}));
        try (Threads effects = new Threads()
                .start(
                        "effects",
                        () -> queue.serve(() -> {
                            if (left.get() == 0) {
                                return false;
                            }
                            left.decrementAndGet();
                            ran.incrementAndGet();
                            return true;
                        }))) {
            effects.go();
            for (int i = 0; i < 1000; i++) {
                left.incrementAndGet();
                queue.wake();
            }
            queue.close();
        }
        assertEquals(1000, ran.get());
    }
}
