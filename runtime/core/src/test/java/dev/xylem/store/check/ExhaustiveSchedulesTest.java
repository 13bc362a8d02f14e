package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.check.Budget;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every pair of transactions of at most two requests on three paths, in every order of START and END, alone and with one
 * request outside.
 *
 * <p>Requests are made right before END. That their place between START and END cannot matter is shown by {@link
 * RandomSchedulesTest#theOrderInsideCannotMatter}. Two transactions that do not overlap are the same as one alone on
 * another tree, so only overlapping orders are taken with the request outside at every place between the first START and
 * the last END.
 *
 * <p>All of it takes minutes: unless {@link Budget#full} says so, every {@value #STRIDE}th pair is taken.
 */
class ExhaustiveSchedulesTest {
    private static final int STRIDE = 211;
    private static final List<String> PATHS = List.of("/a", "/a/b", "/a/c");
    private static final List<List<Op>> FIRST = programs("x", "n1");
    private static final List<List<Op>> SECOND = programs("y", "b0");
    private static final List<ModelCaller> PRIVILEGED = List.of(ModelCaller.toolstack(), ModelCaller.toolstack());
    private static final List<ModelCaller> GUESTS = List.of(ModelCaller.guest(1), ModelCaller.guest(2));
    private static final List<List<ModelCaller>> MIXED = List.of(
            List.of(ModelCaller.guest(1), ModelCaller.toolstack()),
            List.of(ModelCaller.toolstack(), ModelCaller.guest(1)));

    private static final ModelTree EMPTY = tree("b0");
    private static final ModelTree OPEN = tree("b0", "/a b0");
    private static final ModelTree HALF_HIDDEN = tree("b0", "/a b0", "/a/b n0,r1");
    private static final ModelTree OWNED = tree("r0", "/a n1", "/a/b b1", "/a/c r0");
    private static final List<ModelTree> ALL_TREES = List.of(EMPTY, OPEN, HALF_HIDDEN, OWNED);

    /** The orders in which the first transaction starts first; the others are these with the programs exchanged. */
    private static final List<String> ORDERS = List.of("S0 E0 S1 E1", "S0 S1 E0 E1", "S0 S1 E1 E0");

    private static final List<String> ORDERS_WITH_OUTSIDE = List.of(
            "S0 W S1 E0 E1", "S0 S1 W E0 E1", "S0 S1 E0 W E1", "S0 W S1 E1 E0", "S0 S1 W E1 E0", "S0 S1 E1 W E0");

    @Test
    void pairsOfPrivilegedTransactions() {
        assertTrue(run(PRIVILEGED, ALL_TREES, ORDERS, List.of(), 2) > 0);
    }

    @Test
    void pairsOfTransactionsOfTwoGuests() {
        assertTrue(run(GUESTS, ALL_TREES, ORDERS, List.of(), 2) > 0);
    }

    @Test
    void pairsOfTransactionsOfAGuestAndAPrivilegedCaller() {
        for (List<ModelCaller> callers : MIXED) {
            assertTrue(run(callers, List.of(HALF_HIDDEN, OWNED), ORDERS, List.of(), 2) > 0);
        }
    }

    @Test
    void pairsAndAWriteOutside() {
        List<Op> writes = PATHS.stream().map(path -> Op.write(path, "v")).toList();
        assertTrue(run(PRIVILEGED, List.of(EMPTY, HALF_HIDDEN), ORDERS_WITH_OUTSIDE, writes, 2) > 0);
        assertTrue(run(GUESTS, List.of(HALF_HIDDEN, OWNED), ORDERS_WITH_OUTSIDE, writes, 2) > 0);
    }

    /** Here the second transaction has one request, so that the outside may do more than write. */
    @Test
    void pairsAndARemovalOrAnAclOutside() {
        List<Op> outside = PATHS.stream()
                .flatMap(path -> Stream.of(Op.rm(path), Op.setPerms(path, "n0"), Op.mkdir(path)))
                .toList();
        assertTrue(run(PRIVILEGED, List.of(OPEN, HALF_HIDDEN), ORDERS_WITH_OUTSIDE, outside, 1) > 0);
        assertTrue(run(GUESTS, List.of(HALF_HIDDEN, OWNED), ORDERS_WITH_OUTSIDE, outside, 1) > 0);
    }

    @Test
    void everyProgramIsThere() {
        assertEquals(1 + 21 + 21 * 21, FIRST.size());
    }

    /** Runs every pair in every order; returns how many ENDs answered EAGAIN, of which there must be some. */
    private static long run(
            List<ModelCaller> callers,
            List<ModelTree> trees,
            List<String> orders,
            List<Op> outside,
            int longestSecond) {
        List<int[]> events =
                orders.stream().map(ExhaustiveSchedulesTest::events).toList();
        List<Op> requests = outside.isEmpty() ? List.of(Op.read("/")) : outside;
        List<List<Op>> seconds = SECOND.stream()
                .filter(program -> program.size() <= longestSecond)
                .toList();
        int stride = Budget.full() ? 1 : STRIDE;
        AtomicLong conflicts = new AtomicLong();
        AtomicLong schedules = new AtomicLong();
        IntStream.range(0, FIRST.size()).parallel().forEach(i -> {
            Subject subject = new StoreSubject(ModelQuotas.NONE);
            for (ModelTree tree : trees) {
                for (int j = (stride - i % stride) % stride; j < seconds.size(); j += stride) {
                    List<List<Op>> programs = List.of(FIRST.get(i), seconds.get(j));
                    for (int[] order : events) {
                        for (Op request : requests) {
                            conflicts.addAndGet(run(subject, tree, callers, programs, order, request));
                            schedules.incrementAndGet();
                        }
                    }
                }
            }
        });
        System.out.printf("schedules: %,d, conflicts: %,d%n", schedules.get(), conflicts.get());
        return conflicts.get();
    }

    private static int run(
            Subject subject,
            ModelTree tree,
            List<ModelCaller> callers,
            List<List<Op>> programs,
            int[] order,
            Op outside) {
        try {
            subject.load(tree);
            Schedule schedule = new Schedule(subject, tree, ModelQuotas.NONE, 2);
            for (int event : order) {
                int transaction = event & 1;
                if (event == OUTSIDE) {
                    schedule.outside(ModelCaller.toolstack(), outside);
                } else if (event < END) {
                    schedule.start(transaction, callers.get(transaction));
                } else {
                    programs.get(transaction).forEach(operation -> schedule.apply(transaction, operation));
                    schedule.end(transaction);
                }
            }
            schedule.compareTrees();
            return schedule.conflicts();
        } catch (RuntimeException failure) {
            throw new AssertionError(
                    String.format(
                            "callers %s%n  T0 %s%n  T1 %s%n  outside (W) %s%n  order %s on the tree%n%s%s",
                            callers, programs.get(0), programs.get(1), outside, text(order), tree, failure),
                    failure);
        }
    }

    private static final int END = 2;
    private static final int OUTSIDE = 4;

    /** START of i is i, END of i is 2 + i, the request outside is 4. */
    private static int[] events(String order) {
        return java.util.Arrays.stream(order.split(" "))
                .mapToInt(event -> switch (event) {
                    case "S0" -> 0;
                    case "S1" -> 1;
                    case "E0" -> END;
                    case "E1" -> END + 1;
                    default -> OUTSIDE;
                })
                .toArray();
    }

    private static String text(int[] order) {
        List<String> names = List.of("S0", "S1", "E0", "E1", "W");
        return IntStream.of(order).mapToObj(names::get).toList().toString();
    }

    private static List<List<Op>> programs(String value, String acl) {
        List<Op> operations = new ArrayList<>();
        for (String path : PATHS) {
            operations.add(Op.read(path));
            operations.add(Op.directory(path));
            operations.add(Op.getPerms(path));
            operations.add(Op.write(path, value));
            operations.add(Op.mkdir(path));
            operations.add(Op.rm(path));
            operations.add(Op.setPerms(path, acl));
        }
        List<List<Op>> programs = new ArrayList<>();
        programs.add(List.of());
        operations.forEach(operation -> programs.add(List.of(operation)));
        for (Op first : operations) {
            operations.forEach(second -> programs.add(List.of(first, second)));
        }
        return programs;
    }

    /** A tree whose nodes all have the value v. */
    private static ModelTree tree(String rootAcl, String... nodes) {
        ModelTree tree = new ModelTree(rootAcl, Set.of());
        for (String node : nodes) {
            String path = node.substring(0, node.indexOf(' '));
            List<String> replies = List.of(
                    tree.apply(Op.write(path, "v"), ModelCaller.toolstack(), ModelQuotas.NONE, new ArrayList<>()),
                    tree.apply(
                            Op.setPerms(path, node.substring(path.length() + 1)),
                            ModelCaller.toolstack(),
                            ModelQuotas.NONE,
                            new ArrayList<>()));
            assertEquals(List.of("OK", "OK"), replies);
        }
        return tree;
    }
}
