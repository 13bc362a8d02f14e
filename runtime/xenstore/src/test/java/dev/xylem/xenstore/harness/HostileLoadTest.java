package dev.xylem.xenstore.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.check.Budget;
import dev.xylem.store.Quota;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way to use up a server at once. {@code -Dxylem.check.seconds=N} runs it for a part of so many seconds; {@code
 * mvn -Pendurance -Dtest=HostileLoadTest} for ten minutes, and then the time that an innocent guest waits for a reply is held to a limit
 * as well. The limit of time only ends a run that hangs.
 */
@Timeout(1800)
class HostileLoadTest {
    private static final long ENDURANCE = Long.getLong("xylem.endurance.seconds", 0);
    private static final long SEED = Long.getLong("xylem.check.seed", 326);
    private static final int PERIODS = 10;
    private static final int WARMING = 200;
    private static final int DOMAINS = 13;
    private static final long GROWTH = 8L << 20;
    private static final long MOST_SECONDS = 30;

    /** Nanoseconds that 99 of 100 requests of an innocent guest may take. */
    private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(10);

    @TempDir
    Path directory;

    /** A part of the time that there is; all of it in a whole check. */
    private static long nanos(int divisor) {
        return Budget.full()
                ? TimeUnit.SECONDS.toNanos(MOST_SECONDS) / divisor
                : Math.min(
                        TimeUnit.SECONDS.toNanos(MOST_SECONDS),
                        Math.max(
                                TimeUnit.SECONDS.toNanos(1),
                                Budget.part(divisor).toNanos()));
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @Test
    @DisplayName(
            "XSA-326, XSA-416: every vector at once: the heap is flat, accounts keep their bounds, the innocent are answered")
    void xsa326EveryVectorAtOnce() {
        long before = heap();
        try (HostileLoad load = new HostileLoad(SEED)) {
            for (int i = 0; i < WARMING; i++) {
                load.round();
            }
            List<Long> heaps = new ArrayList<>();
            long period = nanos(1) / PERIODS;
            for (int i = 0; i < PERIODS; i++) {
                long[] waits = run(load, period);
                load.verify();
                heaps.add(heap());
                report(
                        String.format("hostile load %d/%d: %,d rounds", i + 1, PERIODS, load.rounds()),
                        heaps.get(i),
                        waits);
            }
            long bound = before + DOMAINS * (long) Quota.MEMORY.standard() + GROWTH;
            long last = heaps.get(PERIODS - 1);
            assertTrue(last <= heaps.get(PERIODS / 2) + GROWTH, "the heap grows: " + heaps + ", seed " + SEED);
            assertTrue(last <= bound, "the heap holds " + last + " octets, all budgets together allow " + bound);
            load.recover();
            load.verify();
        }
    }

    /**
     * The whole of it, with guests in another process on rings and an innocent guest among them. What it waits includes two
     * changes of process and whatever the collector does.
     */
    @Test
    @DisplayName("XSA-326: beside guests that do nothing else, an innocent one is answered, and the heap is flat")
    void innocentGuestIsAnswered() throws Exception {
        List<Long> heaps = new ArrayList<>();
        try (GuestLoad load = new GuestLoad(directory, SEED)) {
            long period = ENDURANCE > 0 ? TimeUnit.SECONDS.toNanos(ENDURANCE) / PERIODS : nanos(6) / PERIODS;
            for (int i = 0; i < PERIODS; i++) {
                long[] waits = load.run(period);
                load.verify();
                heaps.add(heap());
                report(
                        String.format("hostile guests %d/%d: %,d requests answered", i + 1, PERIODS, load.answered()),
                        heaps.get(i),
                        waits);
                // The first period is the compiler's.
                if (ENDURANCE > 0 && i > 0) {
                    assertTrue(part(waits, 99) < LIMIT, "p99 of an innocent guest is " + part(waits, 99) + " ns");
                }
            }
        }
        if (ENDURANCE > 0) {
            long last = heaps.get(PERIODS - 1);
            assertTrue(last <= heaps.get(PERIODS / 2) + GROWTH, "the heap grows: " + heaps + ", seed " + SEED);
        }
    }

    /** Rounds for a time; how long each took. */
    private static long[] run(HostileLoad load, long nanos) {
        long[] waits = new long[1024];
        int count = 0;
        long until = System.nanoTime() + nanos;
        long now = System.nanoTime();
        do {
            load.round();
            long end = System.nanoTime();
            if (count == waits.length) {
                waits = Arrays.copyOf(waits, 2 * count);
            }
            waits[count++] = end - now;
            now = end;
        } while (now - until < 0);
        return Arrays.copyOf(waits, count);
    }

    /** How long so many of 100 waits were at most, of waits in order. */
    private static long part(long[] waits, int percent) {
        return waits[(int) (waits.length * (long) percent / 100)];
    }

    private static void report(String what, long heap, long[] waits) {
        Arrays.sort(waits);
        System.out.printf(
                "%s, heap %,d KiB, %,d waits: p50 %,d us, p99 %,d us, most %,d us%n",
                what,
                heap / 1024,
                waits.length,
                part(waits, 50) / 1000,
                part(waits, 99) / 1000,
                waits[waits.length - 1] / 1000);
    }
}
