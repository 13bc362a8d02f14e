package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.graph.Effects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private final Rig rig = new Rig();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final XylemStation.Builder builder = XylemStation.builder()
            .rig(rig)
            .effects(Effects.direct())
            .onEffectFailure((effect, commit, thrown) -> failures.add(effect + ": " + thrown.getMessage()));

    @Test
    @DisplayName("Rule 6: what an effect returned is closed once its next run has acquired another")
    void replaced() {
        try (XylemStation station = builder.start()) {
            assertEquals(List.of("open timer 10", "note 10 80", "open socket 80"), rig.taken());
            station.commit(tx -> tx.ticker().period(20));
            assertEquals(List.of("open timer 20", "close timer 10", "note 20 80"), rig.taken());
            station.commit(tx -> tx.ticker().port(-1));
            assertEquals(List.of("note 20 -1", "close socket 80"), rig.taken(), "null holds nothing");
            station.commit(tx -> tx.ticker().port(81).period(30));
            assertEquals(
                    List.of("open timer 30", "close timer 20", "note 30 81", "open socket 81"), rig.taken());
        }
        assertEquals(
                List.of("close shared", "close socket 81", "close timer 30"),
                rig.taken(),
                "at the end, what was declared last first");
        assertEquals(List.of(), failures);
    }

    @Test
    @DisplayName("Rule 6: an effect that fails to acquire keeps what it had; it is reported and counted")
    void failingAcquisition() {
        XylemStation station = builder.start();
        rig.taken();
        rig.failing.add("timer 20");
        station.commit(tx -> tx.ticker().period(20));
        assertEquals(List.of("open timer 20", "note 20 80"), rig.taken());
        assertEquals(List.of("ticker.timer: no timer 20"), failures);
        assertEquals(1, station.effectFailures());
        station.commit(tx -> tx.ticker().period(30));
        assertEquals(List.of("open timer 30", "close timer 10", "note 30 80"), rig.taken());
        station.close();
    }

    @Test
    @DisplayName("Rule 6: a resource that fails to close is reported and counted; the others are closed")
    void failingClose() {
        XylemStation station = builder.start();
        rig.failing.add("close timer 10");
        rig.failing.add("close socket 80");
        station.commit(tx -> tx.ticker().period(20));
        rig.taken();
        station.close();
        station.close();
        assertEquals(List.of("close shared", "close socket 80", "close timer 20"), rig.taken());
        assertEquals(
                List.of("ticker.timer (closing): stuck timer 10", "ticker.socket (closing): stuck socket 80"),
                failures);
        assertEquals(2, station.effectFailures());
    }

    @Test
    @DisplayName("Rule 6: on the effect thread everything due runs before what is held is closed")
    void onThread() {
        XylemStation station = builder.effects(Effects.onThread()).start();
        for (int period = 1; period <= 5; period++) {
            int next = period;
            station.commit(tx -> tx.ticker().period(next));
        }
        station.close();
        List<String> log = rig.taken();
        assertEquals(List.of("close shared", "close socket 80", "close timer 5"), log.subList(log.size() - 3, log.size()));
        assertEquals(6, log.stream().filter(line -> line.startsWith("open timer")).count());
        assertEquals(6, log.stream().filter(line -> line.startsWith("close timer")).count());
    }

    @Test
    @DisplayName("Rule 6: effects run on an executor of the user, in order, one at a time, and close what they hold there")
    void onExecutor() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<XylemStation> itself = new AtomicReference<>();
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        rig.during = () -> {
            threads.add(Thread.currentThread().getName());
            XylemStation station = itself.getAndSet(null);
            if (station != null) {
                answers.add(assertThrows(IllegalStateException.class, () -> station.commit(tx -> {}))
                        .getMessage());
                station.commitLater(tx -> tx.ticker().port(4711));
            }
        };
        XylemStation station = builder.effects(Effects.on(pool)).start();
        List<String> expected = new ArrayList<>(List.of("open timer 10"));
        itself.set(station);
        for (int period = 1; period <= 500; period++) {
            int next = period;
            station.commit(tx -> tx.ticker().period(next));
            expected.add("open timer " + next);
        }
        while (station.ticker().port() != 4711) {
            Thread.onSpinWait();
        }
        station.close();
        List<String> log = rig.taken();
        assertEquals(expected, log.stream().filter(line -> line.startsWith("open timer")).toList());
        assertTrue(log.contains("open socket 4711"));
        assertEquals("close timer 500", log.get(log.size() - 1));
        assertEquals(List.of("commit was called inside an effect; call commitLater there"), answers);
        assertTrue(threads.stream().allMatch(name -> name.startsWith("pool-")), threads::toString);
        pool.shutdown();
        assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("Rule 6: when the executor takes no more, closing runs what is due, and nothing is dropped")
    void executorThatEnds() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        XylemStation station = builder.effects(Effects.on(pool)).start();
        pool.shutdown();
        station.commit(tx -> tx.ticker().period(20));
        station.close();
        List<String> log = rig.taken();
        assertTrue(log.contains("open timer 20"), log::toString);
        assertEquals("close timer 20", log.get(log.size() - 1));
    }

    @Test
    @DisplayName("Rule 6: a program with one effect that holds something, closed from inside of it")
    void alone() {
        AtomicReference<XylemAlone> itself = new AtomicReference<>();
        XylemAlone alone = XylemAlone.builder().rig(rig).start();
        itself.set(alone);
        rig.during = () -> {
            if (rig.log.contains("open n 2")) {
                itself.get().close();
            }
        };
        alone.commit(tx -> tx.sole().n(2));
        alone.close();
        assertEquals(List.of("open n 1", "open n 2", "close n 1", "close n 2"), rig.taken());
    }
}
