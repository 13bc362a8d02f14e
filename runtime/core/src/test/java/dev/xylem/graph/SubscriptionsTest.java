package dev.xylem.graph;

import static dev.xylem.graph.Fixture.SUM;
import static dev.xylem.graph.Fixture.TENS;
import static dev.xylem.graph.Fixture.X;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Change;
import dev.xylem.Subscription;
import dev.xylem.graph.Fixture.FixtureSetup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Rule 8: subscribers")
@Timeout(120)
class SubscriptionsTest {
    private final FixtureSetup setup =
            Fixture.builder().effects(Effects.direct()).set("in/x", "1");
    private final List<Object> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    @DisplayName("Rule 8: they are told of changes only, with the old and the new value, after the effects")
    void changes() {
        setup.during(told::add);
        try (Fixture program = setup.start()) {
            Subscription sum = program.onChange(SUM, told::add);
            Subscription tens = program.onChange(TENS, told::add);
            told.clear();
            program.commit(tx -> tx.x(1));
            program.commit(tx -> tx.x(2).y(4));
            assertEquals(List.of(), told);
            program.commit(tx -> tx.x(3));
            assertEquals(List.of("onSum 7", new Change<>(6L, 7L)), told);
            told.clear();
            program.commit(tx -> tx.x(96));
            assertEquals(List.of("onSum 100", "onTens 10", new Change<>(7L, 100L), new Change<>(0L, 10L)), told);
            sum.close();
            tens.close();
            sum.close();
            told.clear();
            program.commit(tx -> tx.x(0));
            assertEquals(List.of("onSum 4", "onTens 0"), told);
        }
    }

    @Test
    @DisplayName("Rule 8: whoever comes later is compared with what was then, and refused commits tell nobody")
    void latecomers() {
        try (Fixture program = setup.start()) {
            Subscription first = program.onChange(X, told::add);
            program.commit(tx -> tx.x(2));
            Subscription second = program.onChange(X, change -> told.add(List.of(change)));
            assertThrows(RuntimeException.class, () -> program.commit(tx -> tx.raw(X, "?")));
            program.commit(tx -> tx.x(3));
            second.close();
            program.commit(tx -> tx.x(4));
            assertEquals(
                    List.of(
                            new Change<>(1L, 2L),
                            new Change<>(2L, 3L),
                            List.of(new Change<>(2L, 3L)),
                            new Change<>(3L, 4L)),
                    told);
            first.close();
            program.commit(tx -> tx.x(5));
            assertEquals(4, told.size());
        }
    }

    @Test
    @DisplayName("Rule 8: one that throws is reported and counted, the others are told, and it is told again next time")
    void subscribersThatThrow() {
        List<String> failures = new ArrayList<>();
        setup.onEffectFailure((effect, commit, thrown) -> failures.add(effect + ": " + thrown.getMessage()));
        try (Fixture program = setup.start()) {
            program.onChange(SUM, change -> {
                throw new AssertionError(change.newValue());
            });
            program.onChange(SUM, told::add);
            program.commit(tx -> tx.x(2));
            program.commit(tx -> tx.x(3));
            assertEquals(List.of("subscriber of p.sum: 7", "subscriber of p.sum: 8"), failures);
            assertEquals(List.of(new Change<>(6L, 7L), new Change<>(7L, 8L)), told);
            assertEquals(2, program.effectFailures());
        }
    }

    @Test
    @DisplayName("Rule 8: one may close itself and others while it is told")
    void closingWhileTold() {
        try (Fixture program = setup.start()) {
            List<Subscription> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                all.add(program.onChange(X, change -> {
                    told.add(number);
                    all.forEach(Subscription::close);
                }));
            }
            program.commit(tx -> tx.x(2));
            program.commit(tx -> tx.x(3));
            assertEquals(List.of(0), told);
        }
    }

    @Test
    @DisplayName("Rule 8: closing is immediate: nothing that is committed afterwards is told")
    void closingIsImmediate() {
        setup.effects(Effects.onThread(2));
        try (Fixture program = setup.start()) {
            for (int round = 1; round <= 300; round++) {
                AtomicBoolean closed = new AtomicBoolean();
                Set<Long> after = ConcurrentHashMap.newKeySet();
                Set<Long> heard = ConcurrentHashMap.newKeySet();
                CountDownLatch first = new CountDownLatch(1);
                Subscription subscription = program.onChange(X, change -> {
                    heard.add(change.newValue());
                    first.countDown();
                });
                int base = round * 10;
                try (Threads threads = new Threads()) {
                    threads.start("committer", () -> {
                        for (int i = 1; i <= 6; i++) {
                            long value = base + i;
                            if (closed.get()) {
                                after.add(value);
                            }
                            program.commit(tx -> tx.x(value));
                        }
                    });
                    threads.start("closer", () -> {
                        Threads.await(first);
                        subscription.close();
                        closed.set(true);
                    });
                }
                heard.retainAll(after);
                assertEquals(Set.of(), heard);
            }
        }
    }

    @Test
    @DisplayName("Rule 8: thousands that come and go without a commit leave nothing behind")
    void comingAndGoing() {
        try (Fixture program = setup.start()) {
            for (int i = 0; i < 10_000; i++) {
                program.onChange(SUM, told::add).close();
            }
            assertEquals(0, program.graph.subscriptions().joining());
            program.commit(tx -> tx.x(2));
            assertTrue(told.isEmpty());
        }
    }
}
