package dev.xylem.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Rule 7: publication to readers on other threads")
@Timeout(120)
class StateTest {
    /** Fields as in generated code: one and its complement, and objects that must be seen whole. */
    private static final class Pair extends State {
        long value;
        long complement = ~0L;
        long[] content = {0};
        String text = "0";

        @Override
        protected State duplicate() {
            Pair copy = new Pair();
            copy.value = value;
            copy.content = content;
            copy.text = text;
            copy.complement = complement;
            return copy;
        }

        void publish(long number) {
            open(number);
            value = number;
            content = new long[] {number};
            text = Long.toString(number);
            complement = ~number;
            close(number);
            serve();
        }

        Pair snapshot() {
            return (Pair) frozen();
        }
    }

    private static void assertWhole(Pair snapshot) {
        long number = snapshot.commit();
        assertEquals(number, snapshot.value);
        assertEquals(~number, snapshot.complement);
        assertEquals(number, snapshot.content[0]);
        assertEquals(Long.toString(number), snapshot.text);
    }

    @Test
    @DisplayName("Rule 7: snapshots are of one commit, never go back, and single reads see committed values")
    void snapshotsNeverMix() {
        Pair state = new Pair();
        AtomicBoolean over = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            threads.start("writer", () -> {
                for (long number = 1; number <= 400_000; number++) {
                    state.publish(number);
                }
                over.set(true);
            });
            for (int i = 0; i < 3; i++) {
                threads.start("reader " + i, () -> {
                    long last = 0;
                    while (!over.get()) {
                        state.acquire();
                        long single = state.value;
                        assertTrue(single >= last, "a single read went back");
                        Pair snapshot = state.snapshot();
                        assertWhole(snapshot);
                        assertTrue(snapshot.value >= single, "a snapshot is older than what was read before");
                        last = snapshot.value;
                        state.acquire();
                        assertTrue(state.value >= last, "a single read is older than the snapshot before");
                    }
                });
            }
        }
        assertWhole(state.snapshot());
        assertEquals(400_000, state.commit());
    }

    @Test
    void aSnapshotDoesNotChange() {
        Pair state = new Pair();
        state.publish(1);
        Pair snapshot = state.snapshot();
        state.publish(2);
        assertWhole(snapshot);
        assertEquals(1, snapshot.commit());
        assertSame(Pair.class, snapshot.snapshot().getClass());
        assertEquals(1, snapshot.snapshot().commit());
    }

    @Test
    @DisplayName(
            "Rule 7: a reader that has seen a value of a commit does not get an older snapshot from the writer's hand")
    void handedSnapshotsAreNotOld() throws InterruptedException {
        Pair state = new Pair();
        state.publish(1);
        AtomicReference<Thread> reader = new AtomicReference<>();
        AtomicReference<Pair> first = new AtomicReference<>();
        AtomicReference<Pair> second = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        try (Threads threads = new Threads().start("reader", () -> {
            reader.set(Thread.currentThread());
            asked.countDown();
            first.set(state.snapshot());
            Threads.await(begun);
            long seen = state.value;
            assertEquals(3, seen);
            again.countDown();
            second.set(state.snapshot());
        })) {
            // The writer stands still in the middle of a publication until the reader has lost its patience.
            state.open(2);
            state.value = 2;
            state.content = new long[] {2};
            state.text = "2";
            threads.go();
            Threads.await(asked);
            while (!state.wanted()) {
                Thread.onSpinWait();
            }
            state.complement = ~2;
            state.close(2);
            state.serve();
            state.open(3);
            state.value = 3;
            begun.countDown();
            Threads.await(again);
            while (!state.wanted() && second.get() == null) {
                Thread.onSpinWait();
            }
            state.content = new long[] {3};
            state.text = "3";
            state.complement = ~3;
            state.close(3);
            state.serve();
        }
        assertWhole(first.get());
        assertEquals(2, first.get().commit());
        assertWhole(second.get());
        assertEquals(3, second.get().commit());
    }
}
