package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.check.Budget;
import dev.xylem.check.Mismatch;
import dev.xylem.check.Property;
import dev.xylem.store.Cycle;
import dev.xylem.store.Quotas;
import dev.xylem.store.UnixAccess;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random schedules of up to three transactions of up to four requests on four paths, with requests outside. */
class RandomSchedulesTest {
    private static final List<String> POOL = List.of("/", "/a", "/a/b", "/a/c", "/a/b/d", "/e", "/e/f");
    private static final List<ModelCaller> CALLERS =
            List.of(ModelCaller.toolstack(), ModelCaller.guest(1), ModelCaller.guest(2));
    private static final List<String> ACLS = List.of("n0", "r0", "b0", "n1", "n1,b2", "w2,r1", "b2", "n0,b1,r2");

    /** What happens next: to a transaction by number, or outside. */
    sealed interface Step {
        record Start(int transaction, ModelCaller caller) implements Step {}

        record Inside(int transaction, Op operation) implements Step {}

        record End(int transaction) implements Step {}

        record Outside(ModelCaller caller, Op operation) implements Step {}
    }

    @Test
    void everyScheduleIsSerialAndMakesProgress() {
        report(property(() -> new StoreSubject(ModelQuotas.NONE), ModelQuotas.NONE), 1);
    }

    /** Two transactions may each be within the quota and together above it. */
    @Test
    void quotasAreKeptAcrossMerges() {
        ModelQuotas quotas = new ModelQuotas(3, 12, 3, 0, 0);
        report(property(() -> new StoreSubject(quotas), quotas), 3);
    }

    /** The access rule is a parameter: users instead of domains, the process's own user among them. */
    @Test
    void usersAreServedAlike() {
        report(
                property(
                        () -> new StoreSubject(
                                new TestStore(new UnixAccess(1000), Quotas.UNLIMITED, Set.of(), Cycle.NONE)),
                        ModelQuotas.NONE),
                6);
    }

    /**
     * A transaction sees the tree of its START and its own changes, so with the order of STARTs, ENDs and outside requests
     * given, any place of its requests between START and END gives the same replies, outcomes and tree.
     */
    @Test
    void theOrderInsideCannotMatter() {
        report(
                new Property<>("order inside", RandomSchedulesTest::steps, steps -> {
                    for (List<Step> other : List.of(steps, insideFirst(steps), insideLast(steps))) {
                        String failure = run(new StoreSubject(ModelQuotas.NONE), other, ModelQuotas.NONE);
                        if (failure != null) {
                            return failure;
                        }
                    }
                    return null;
                }),
                3);
    }

    /** What the checks would not find would make them worthless: each known kind of mistake is found. */
    @Test
    void mistakesAreFound() {
        for (FaultySubject.Fault fault : FaultySubject.Fault.values()) {
            Property<Step> property = property(() -> new FaultySubject(fault), ModelQuotas.NONE);
            boolean found = false;
            for (int i = 0; i < 20_000 && !found; i++) {
                found = property.check().apply(steps(new Random(i))) != null;
            }
            assertTrue(found, fault + " is not found");
        }
    }

    private static Property<Step> property(Supplier<Subject> subjects, ModelQuotas quotas) {
        return new Property<>("schedule", RandomSchedulesTest::steps, steps -> run(subjects.get(), steps, quotas));
    }

    private static void report(Property<Step> property, int divisor) {
        System.out.printf("%s: %,d random cases%n", property.name(), property.holds(Budget.part(divisor)));
    }

    static @Nullable String run(Subject subject, List<Step> steps, ModelQuotas quotas) {
        ModelTree initial = new ModelTree("b0", Set.of());
        subject.load(initial);
        Schedule schedule = new Schedule(subject, initial, quotas, 3);
        try {
            for (Step step : steps) {
                if (step instanceof Step.Start start) {
                    schedule.start(start.transaction(), start.caller());
                } else if (step instanceof Step.Inside inside) {
                    schedule.apply(inside.transaction(), inside.operation());
                } else if (step instanceof Step.End end) {
                    schedule.end(end.transaction());
                    schedule.compareTrees();
                } else if (step instanceof Step.Outside outside) {
                    schedule.outside(outside.caller(), outside.operation());
                }
            }
            schedule.compareTrees();
            return null;
        } catch (Mismatch mismatch) {
            return mismatch.getMessage();
        }
    }

    /** Some requests outside that make a tree, then transactions and a few requests outside, shuffled. */
    static List<Step> steps(Random random) {
        List<String> paths = new ArrayList<>(POOL);
        Collections.shuffle(paths, random);
        paths = paths.subList(0, 4);
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            steps.add(new Step.Outside(CALLERS.get(0), changing(random, paths)));
        }
        List<List<Step>> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ModelCaller caller = CALLERS.get(random.nextInt(CALLERS.size()));
            List<Step> thread = new ArrayList<>();
            thread.add(new Step.Start(i, caller));
            for (int j = random.nextInt(5); j > 0; j--) {
                thread.add(new Step.Inside(i, operation(random, paths)));
            }
            thread.add(new Step.End(i));
            threads.add(thread);
        }
        List<Step> outside = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            outside.add(new Step.Outside(CALLERS.get(random.nextInt(CALLERS.size())), changing(random, paths)));
        }
        threads.add(outside);
        threads.removeIf(List::isEmpty);
        while (!threads.isEmpty()) {
            List<Step> thread = threads.get(random.nextInt(threads.size()));
            steps.add(thread.remove(0));
            threads.removeIf(List::isEmpty);
        }
        return steps;
    }

    static Op operation(Random random, List<String> paths) {
        String path = paths.get(random.nextInt(paths.size()));
        return switch (random.nextInt(8)) {
            case 0, 1 -> Op.read(path);
            case 2 -> Op.directory(path);
            case 3 -> Op.getPerms(path);
            default -> changing(random, paths);
        };
    }

    static Op changing(Random random, List<String> paths) {
        String path = paths.get(random.nextInt(paths.size()));
        return switch (random.nextInt(6)) {
            case 0, 1 -> Op.write(path, random.nextBoolean() ? "x" : "y");
            case 2 -> Op.mkdir(path);
            case 3 -> Op.rm(path);
            default ->
                random.nextBoolean() ? Op.write(path, "x") : Op.setPerms(path, ACLS.get(random.nextInt(ACLS.size())));
        };
    }

    /** The same with the requests of each transaction right after its START. */
    private static List<Step> insideFirst(List<Step> steps) {
        List<Step> moved = new ArrayList<>();
        for (Step step : steps) {
            if (!(step instanceof Step.Inside)) {
                moved.add(step);
            }
            if (step instanceof Step.Start start) {
                moved.addAll(inside(steps, start.transaction()));
            }
        }
        return moved;
    }

    /** The same with the requests of each transaction right before its END. */
    private static List<Step> insideLast(List<Step> steps) {
        List<Step> moved = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.End end) {
                moved.addAll(inside(steps, end.transaction()));
            }
            if (!(step instanceof Step.Inside)) {
                moved.add(step);
            }
        }
        return moved;
    }

    private static List<Step> inside(List<Step> steps, int transaction) {
        return steps.stream()
                .filter(step -> step instanceof Step.Inside inside && inside.transaction() == transaction)
                .toList();
    }
}
