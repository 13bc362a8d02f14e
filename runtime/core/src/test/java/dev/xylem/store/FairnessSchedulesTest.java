package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.check.Budget;
import dev.xylem.check.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random transactions, random changes by others between their operations: who lost twice gets through at the third try. */
class FairnessSchedulesTest {
    private static final List<String> PATHS = List.of("/d", "/d/a", "/d/b", "/d/a/x", "/e", "/d/absent", "/e/absent");
    private static final int OTHERS = 3;
    private static final int TRIES = 3;
    private static final XenAccess ACCESS = new XenAccess();

    /** What the transaction does, and what others do before: removals where the value is empty. */
    private record Step(boolean writes, String path, List<Change> before) {}

    private record Change(int by, String path, String value) {}

    private static List<Step> generate(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            List<Change> changes = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                String value = random.nextInt(4) == 0 ? "" : "v" + random.nextInt(1000);
                changes.add(new Change(random.nextInt(OTHERS), pick(random), value));
            }
            steps.add(new Step(random.nextBoolean(), pick(random), changes));
        }
        return steps;
    }

    private static String pick(Random random) {
        return PATHS.get(random.nextInt(PATHS.size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    @DisplayName(
            "XSA-206: whatever others do to a transaction that does the same each time, it commits at its third try")
    void losersGetThrough(int victim) {
        Property<Step> property = new Property<>(
                "a transaction of domain " + victim, FairnessSchedulesTest::generate, steps -> run(victim, steps));
        System.out.printf("%s: %,d random schedules%n", property.name(), property.holds(Budget.part(12)));
    }

    private static @Nullable String run(int victim, List<Step> steps) {
        try (Run run = new Run(victim)) {
            int tries = run.tries(steps);
            return tries > TRIES ? "no commit in " + TRIES + " tries" : null;
        } catch (StoreException unexpected) {
            return unexpected.toString();
        }
    }

    /** A store with three others than the victim: another client of domain 0, and two guests. */
    private static final class Run implements AutoCloseable {
        private final ManualTime time = new ManualTime();
        private final Store store =
                Store.builder(ACCESS).clock(time::now).timer(time).build();
        private final Session victim;
        private final List<Session> others = new ArrayList<>();

        /** Who is put off, and what says when that is over. */
        private final Map<Integer, AtomicInteger> waiting = new HashMap<>();

        /** So that no value comes twice. */
        private int changes;

        Run(int domain) throws StoreException {
            victim = session(domain);
            for (int other : new int[] {0, 6, 7}) {
                others.add(session(other));
            }
            for (String path : List.of("/d", "/e", "/d/a", "/d/b")) {
                store.owner().write(Path.of(path), new byte[0]);
                store.owner().setPermissions(Path.of(path), Acl.parse(List.of("b0"), ACCESS));
            }
        }

        private Session session(int domain) {
            return store.session(domain == 0 ? ACCESS.owner() : ACCESS.domain(domain), WatchSink.NONE);
        }

        int tries(List<Step> steps) throws StoreException {
            for (int tries = 1; tries <= TRIES; tries++) {
                try (Transaction transaction = victim.begin()) {
                    for (Step step : steps) {
                        time.pass(TimeUnit.MICROSECONDS.toNanos(100));
                        for (Change change : step.before()) {
                            change(change);
                        }
                        act(transaction, step);
                    }
                    transaction.commit();
                    return tries;
                } catch (ConflictException again) {
                    // That is what is counted.
                }
            }
            return TRIES + 1;
        }

        private static void act(Transaction transaction, Step step) {
            try {
                if (step.writes()) {
                    transaction.write(Path.of(step.path()), new byte[] {1});
                } else {
                    transaction.read(Path.of(step.path()));
                }
            } catch (StoreException refused) {
                // It has seen that, then.
            }
        }

        /** Does what another one wants, unless that one is put off. */
        private void change(Change change) {
            AtomicInteger over = waiting.get(change.by());
            if (over != null && over.get() == 0) {
                return;
            }
            waiting.remove(change.by());
            Session by = others.get(change.by());
            try {
                if (change.value().isEmpty()) {
                    by.remove(Path.of(change.path()));
                } else {
                    by.write(Path.of(change.path()), (change.value() + ++changes).getBytes(StandardCharsets.UTF_8));
                }
            } catch (DeferredException deferred) {
                AtomicInteger calls = new AtomicInteger();
                deferred.whenOver(calls::incrementAndGet);
                waiting.put(change.by(), calls);
            } catch (StoreException refused) {
                // It was worth a try.
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** That the schedules are hostile enough: some transactions do need the third try. */
    @Test
    void someNeedTheThirdTry() throws StoreException {
        int third = 0;
        for (long seed = 1; seed <= 200; seed++) {
            try (Run run = new Run(5)) {
                third += run.tries(generate(new Random(seed))) == TRIES ? 1 : 0;
            }
        }
        assertTrue(third > 10, third + " of 200");
    }
}
