package dev.xylem.xenstore.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Quota;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every way to use up a server at once. {@code -Dxylem.check.seconds=N} runs it for half as many seconds, at most 30; {@code
 * mvn -Pendurance -Dtest=HostileLoadTest} for ten minutes, and then the time that an innocent client waits is held to a limit as well.
 */
class HostileLoadTest {
    private static final long ENDURANCE = Long.getLong("xylem.endurance.seconds", 0);
    private static final long SEED = Long.getLong("xylem.check.seed", 326);
    private static final int PERIODS = 10;
    private static final int WARMING = 200;
    private static final int DOMAINS = 13;
    private static final long GROWTH = 8L << 20;

    private static long nanos() {
        long standard = System.getenv("CI") != null ? 60 : 6;
        long seconds = ENDURANCE > 0 ? ENDURANCE : Math.min(30, Long.getLong("xylem.check.seconds", standard) / 2);
        return TimeUnit.SECONDS.toNanos(Math.max(1, seconds));
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
            long period = nanos() / PERIODS;
            for (int i = 0; i < PERIODS; i++) {
                long[] waits = run(load, period);
                load.verify();
                heaps.add(heap());
                report(i, load, waits, heaps.get(i));
            }
            long bound = before + DOMAINS * (long) Quota.MEMORY.standard() + GROWTH;
            long last = heaps.get(PERIODS - 1);
            assertTrue(last <= heaps.get(PERIODS / 2) + GROWTH, "the heap grows: " + heaps + ", seed " + SEED);
            assertTrue(last <= bound, "the heap holds " + last + " octets, all budgets together allow " + bound);
            load.recover();
            load.verify();
        }
    }

    /** Rounds for a time; how long each took, which is how long the innocent domain waited for its turn and its replies. */
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

    private static void report(int period, HostileLoad load, long[] waits, long heap) {
        Arrays.sort(waits);
        long p99 = waits[(int) (waits.length * 99L / 100)];
        System.out.printf(
                "hostile load %d/%d: %,d rounds, heap %,d KiB, an innocent request waited p50 %,d us, p99 %,d us, most %,d us%n",
                period + 1,
                PERIODS,
                load.rounds(),
                heap / 1024,
                waits[waits.length / 2] / 1000,
                p99 / 1000,
                waits[waits.length - 1] / 1000);
        // The first period is the compiler's.
        if (ENDURANCE > 0 && period > 0) {
            assertTrue(p99 < TimeUnit.MILLISECONDS.toNanos(10), "p99 of an innocent client is " + p99 + " ns");
        }
    }
}
