package dev.xylem.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Rule 6: the queue of effects, one thread at a time")
@Timeout(120)
class EffectQueueTest {
    private final List<String> ran = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final EffectLog log =
            new EffectLog((effect, commit, thrown) -> failed.add(effect + "@" + commit + ": " + thrown.getMessage()));

    private EffectQueue<Note> queue(Effects how) {
        return new EffectQueue<>(how, log, l -> new Note(l, ran::add));
    }

    @Test
    @DisplayName(
            "Rule 6: effects run in the order of their declaration, commit after commit, with the values of their commit")
    void order() {
        EffectQueue<Note> queue = queue(Effects.onThread(4));
        Note.submit(queue, 1, 0b111);
        Note.submit(queue, 2, 0b010);
        Note.submit(queue, 3, 0b101);
        assertEquals(List.of(), ran);
        assertEquals(3, queue.pending());
        assertEquals(2, queue.drain(2));
        assertEquals(List.of("a1", "b1", "c1", "b2"), ran);
        assertEquals(1, queue.drain(9));
        assertEquals(List.of("a1", "b1", "c1", "b2", "a3", "c3"), ran);
        assertEquals(0, queue.drain(9));
        assertEquals(0, queue.pending());
    }

    @Test
    @DisplayName("Rule 6: directly, effects have run when the commit is handed over, and there is always room")
    void direct() {
        EffectQueue<Note> queue = queue(Effects.direct());
        for (int commit = 1; commit <= 5000; commit++) {
            Note.submit(queue, commit, 0b001);
            assertEquals("a" + commit, ran.get(ran.size() - 1));
            assertTrue(queue.ready());
        }
        assertEquals(5000, ran.size());
    }

    @Test
    @DisplayName("Rule 6: an effect that throws is reported and counted; the others run")
    void effectsThatThrow() {
        for (Effects how : List.of(Effects.direct(), Effects.onThread(2))) {
            ran.clear();
            failed.clear();
            EffectQueue<Note> queue = new EffectQueue<>(
                    how,
                    log,
                    l -> new Note(l, effect -> {
                        ran.add(effect);
                        if (effect.startsWith("b")) {
                            throw new StackOverflowError(effect);
                        }
                    }));
            long before = log.failures();
            Note.submit(queue, 1, 0b111);
            Note.submit(queue, 2, 0b110);
            if (!how.immediate()) {
                queue.drain(9);
            }
            assertEquals(List.of("a1", "b1", "c1", "b2", "c2"), ran);
            assertEquals(List.of("part.b@1: b1", "part.b@2: b2"), failed);
            assertEquals(2, log.failures() - before);
        }
    }

    @Test
    @DisplayName("Rule 6: a listener for failures that fails itself does no harm")
    void listenersThatThrow() {
        EffectLog hostile = new EffectLog((effect, commit, thrown) -> {
            throw new AssertionError("of the listener");
        });
        EffectQueue<Note> queue = new EffectQueue<>(
                Effects.onThread(2),
                hostile,
                l -> new Note(l, effect -> {
                    ran.add(effect);
                    throw new IllegalStateException();
                }));
        Note.submit(queue, 1, 0b011);
        Note.submit(queue, 2, 0b001);
        assertEquals(2, queue.drain(9));
        assertEquals(List.of("a1", "b1", "a2"), ran);
        assertEquals(3, hostile.failures());
    }

    @Test
    @DisplayName("Rule 6: even a frame that throws as a whole is reported, and its notices are told once")
    void framesThatThrow() {
        EffectQueue<Frame> queue = new EffectQueue<>(Effects.onThread(2), log, l -> new Frame(l) {
            @Override
            protected void run(long effects) {
                throw new IllegalStateException("whole");
            }
        });
        for (int commit = 1; commit <= 9; commit++) {
            String name = "notice" + commit;
            Frame frame = queue.claim();
            frame.add(() -> ran.add(name));
            queue.submit(frame, 1, commit);
            assertEquals(1, queue.drain(9));
            assertEquals(List.of(name), ran);
            assertEquals(List.of("(effects)@" + commit + ": whole"), failed);
            ran.clear();
            failed.clear();
        }
    }

    @Test
    @DisplayName("Rule 6: the backlog is bounded; what was under way is never dropped and keeps its order")
    void backlog() {
        for (int backlog : new int[] {2, 4, 8}) {
            ran.clear();
            EffectQueue<Note> queue = queue(Effects.onThread(backlog));
            List<String> expected = new ArrayList<>();
            int commits = 5 * backlog;
            for (int commit = 0; commit < commits; commit++) {
                assertEquals(commit < backlog, queue.ready(), "after " + commit + " of " + backlog);
                Note.submit(queue, commit, 1);
                expected.add("a" + commit);
            }
            for (int left = commits; left > 0; left--) {
                assertEquals(left < backlog, queue.ready());
                assertEquals(1, queue.drain(1));
            }
            assertTrue(queue.ready());
            assertEquals(expected, ran);
        }
    }

    @Test
    @DisplayName("Rule 6: any mixture of commits and effects, overflowing or not, keeps the order")
    void mixtures() {
        for (long seed : Seeds.upTo(3000)) {
            Random random = new Random(seed);
            ran.clear();
            List<String> expected = new ArrayList<>();
            EffectQueue<Note> queue = queue(Effects.onThread(2 << random.nextInt(2)));
            int commit = 0;
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(5) < 3) {
                    Note.submit(queue, commit, 1);
                    expected.add("a" + commit++);
                } else {
                    queue.drain(random.nextInt(4));
                }
                assertEquals(expected.size() - ran.size(), queue.pending(), () -> Seeds.name(seed));
            }
            queue.drain(Integer.MAX_VALUE);
            assertEquals(expected, ran, () -> Seeds.name(seed));
        }
    }

    @Test
    @DisplayName("Rule 6: frames are used again, so that a commit allocates nothing")
    void frames() {
        AtomicInteger made = new AtomicInteger();
        EffectQueue<Note> queue = new EffectQueue<>(Effects.onThread(2), log, l -> {
            made.incrementAndGet();
            return new Note(l, ran::add);
        });
        for (int commit = 0; commit < 1000; commit++) {
            Note.submit(queue, commit, 1);
            queue.drain(1);
        }
        assertTrue(made.get() <= 5, () -> made + " frames");
    }

    @Test
    void whoeverAsksForRoomIsCalledOnceAsSoonAsThereIs() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        EffectQueue<Note> queue = new EffectQueue<>(Effects.onThread(2), log, l -> new Note(l, effect -> {}));
        queue.whenReady(calls::incrementAndGet);
        assertEquals(1, calls.get(), "at once where there is room");
        Note.submit(queue, 1, 1);
        Note.submit(queue, 2, 1);
        queue.whenReady(() -> {
            throw new IllegalStateException("a server's mistake must not end the effect thread");
        });
        queue.whenReady(calls::incrementAndGet);
        queue.whenReady(first::countDown);
        assertEquals(1, calls.get());
        try (Threads threads = new Threads().start("effects", () -> queue.serve(() -> false))) {
            threads.go();
            Threads.await(first);
            assertEquals(2, calls.get());
            queue.close();
        }
        assertEquals(2, calls.get());
        assertEquals(0, queue.pending());
    }

    @Test
    @DisplayName("Rule 6: close lets everything due run, and releases whoever waits for room")
    void close() throws InterruptedException {
        EffectQueue<Note> queue = queue(Effects.onThread(2));
        for (int commit = 0; commit < 20; commit++) {
            Note.submit(queue, commit, 1);
        }
        CountDownLatch released = new CountDownLatch(1);
        queue.whenReady(released::countDown);
        assertFalse(queue.ready());
        queue.close();
        Threads.await(released);
        assertTrue(queue.ready());
        queue.awaitReady();
        queue.serve(() -> false);
        assertEquals(20, ran.size());
    }

    @Test
    void backlogsArePowersOfTwo() {
        for (int backlog : new int[] {Integer.MIN_VALUE, -1, 0, 1, 3, 1000, (1 << 20) + 1, 1 << 21}) {
            assertThrows(IllegalArgumentException.class, () -> Effects.onThread(backlog), () -> "" + backlog);
        }
        assertEquals(1 << 20, Effects.onThread(1 << 20).backlog());
    }
}
