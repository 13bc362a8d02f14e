package dev.xylem.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FamilyTest {
    /** Keys of which many have one hash, and which differ in the last bits that the trie looks at. */
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number % 3 == 0 ? 7 : number << 27;
        }
    }

    private static final Predicate<Integer> ODD = n -> n % 2 != 0;
    private static final ToLongFunction<Integer> AS_LONG = n -> n;
    private static final Function<Integer, Integer> ITSELF = n -> n;
    private static final BiFunction<Key, Integer, Integer> HALF = (key, n) -> n / 2 + key.number();

    /** Rule 9: whatever comes, goes and changes, all that is kept equals what is computed from scratch. */
    @Test
    void rule9EveryVersionEqualsFullEvaluation() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            Map<Key, Integer> model = new HashMap<>();
            Family<Key, Integer> family = Family.empty();
            Family<Key, Integer> halves = family.map(HALF);
            for (int step = 0; step < 300; step++) {
                Map<Key, Optional<Integer>> changes = new HashMap<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    Key key = new Key(random.nextInt(120));
                    changes.put(key, random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextInt(50)));
                }
                changes.forEach((key, value) -> value.ifPresentOrElse(v -> model.put(key, v), () -> model.remove(key)));
                Family<Key, Integer> next = family.with(changes);
                String where = "seed " + seed + ", step " + step;
                assertEquals(next.toMap(), model, where);
                assertEquals(next.equals(family), model.equals(family.toMap()), where);
                // Sometimes not asked, so that what was kept is lost.
                if (random.nextInt(10) > 0) {
                    Family<Key, Integer> mapped = next.map(HALF);
                    assertEquals(halves(model), mapped.toMap(), where);
                    check(next, model, where);
                    check(mapped, mapped.toMap(), where);
                    assertEquals(mapped.equals(halves), mapped.toMap().equals(halves.toMap()), where);
                    assertEquals(changed(halves.toMap(), mapped.toMap()), changed(mapped.since(halves)), where);
                    halves = mapped;
                }
                family = next;
            }
        }
    }

    private static void check(Family<Key, Integer> family, Map<Key, Integer> model, String where) {
        Map<Key, Integer> odd = model.entrySet().stream()
                .filter(entry -> ODD.test(entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(model.size(), family.size(), where);
        assertEquals(odd.size(), family.count(ODD), where);
        assertEquals(odd, family.filter(ODD).toMap(), where);
        assertEquals(model.values().stream().mapToLong(AS_LONG).sum(), family.sum(AS_LONG), where);
        assertEquals(model.values().stream().min(Integer::compare), family.min(ITSELF), where);
        assertEquals(model.values().stream().max(Integer::compare), family.max(ITSELF), where);
        assertEquals(Family.of(model), family, where);
        assertEquals(Family.of(model).hashCode(), family.hashCode(), where);
    }

    private static Map<Key, Integer> halves(Map<Key, Integer> model) {
        Map<Key, Integer> halves = new HashMap<>();
        model.forEach((key, n) -> halves.put(key, HALF.apply(key, n)));
        return halves;
    }

    private static Map<Key, Optional<Integer>> changed(Map<Key, Integer> before, Map<Key, Integer> after) {
        Map<Key, Optional<Integer>> changed = new HashMap<>();
        after.forEach((key, n) -> {
            if (!n.equals(before.get(key))) {
                changed.put(key, Optional.of(n));
            }
        });
        before.keySet().stream()
                .filter(key -> !after.containsKey(key))
                .forEach(key -> changed.put(key, Optional.empty()));
        return changed;
    }

    private static Map<Key, Optional<Integer>> changed(List<Edit<Key, Integer>> edits) {
        return edits.stream().collect(Collectors.toMap(Edit::key, edit -> Optional.ofNullable(edit.after())));
    }

    /** Rule 9: one change in a family of 100 000 calls each function as often as one in a family of 10. */
    @Test
    void rule9WorkIsThatOfTheChangedInstances() {
        assertEquals(calls(10), calls(100_000));
        assertEquals(3, calls(10), "once for the map, and twice for the sum: the old number and the new one");
    }

    private static int calls(int size) {
        int[] calls = new int[1];
        BiFunction<Integer, Integer, Integer> counting = (key, n) -> {
            calls[0]++;
            return n + 1;
        };
        ToLongFunction<Integer> summing = n -> {
            calls[0]++;
            return n;
        };
        Map<Integer, Integer> start = new HashMap<>();
        for (int i = 0; i < size; i++) {
            start.put(i, i);
        }
        Family<Integer, Integer> family = Family.of(start);
        long sum = family.map(counting).sum(summing);
        calls[0] = 0;
        Family<Integer, Integer> next = family.with(Map.of(5, Optional.of(6)));
        assertEquals(sum + 1, next.map(counting).sum(summing));
        return calls[0];
    }

    /** Rule 3: what changes nothing is the same version, and what maps to the same value the same mapped one. */
    @Test
    void rule3EqualInstancesMakeNoNewVersion() {
        Family<Integer, Integer> family = Family.of(Map.of(1, 10, 2, 20));
        BiFunction<Integer, Integer, Boolean> large = (key, n) -> n > 15;
        Family<Integer, Boolean> mapped = family.map(large);
        assertSame(family, family.with(Map.of(1, Optional.of(10), 3, Optional.empty())));
        Family<Integer, Integer> next = family.with(Map.of(1, Optional.of(11)));
        assertNotEquals(family, next);
        assertSame(mapped, next.map(large));
    }

    @Test
    void aSumThatFitsIsRightThoughItsPartsOverflow() {
        Family<Integer, Long> family = Family.of(Map.of(1, Long.MAX_VALUE, 2, Long.MAX_VALUE, 3, Long.MIN_VALUE));
        ToLongFunction<Long> itself = n -> n;
        assertEquals(Long.MAX_VALUE - 1, family.sum(itself));
        Family<Integer, Long> without = family.with(Map.of(3, Optional.empty()));
        ArithmeticException thrown = assertThrows(ArithmeticException.class, () -> without.sum(itself));
        assertEquals("the sum over the family does not fit into a long", thrown.getMessage());
        assertEquals(Long.MAX_VALUE, without.with(Map.of(2, Optional.empty())).sum(itself));
    }

    /** What a function throws leaves the family as it is. */
    @Test
    void aFunctionThatThrowsIsAskedAgain() {
        Family<Integer, Integer> family = Family.of(Map.of(1, 0));
        BiFunction<Integer, Integer, Integer> inverse = (key, n) -> 10 / n;
        assertThrows(ArithmeticException.class, () -> family.map(inverse));
        assertEquals(
                Map.of(1, 5),
                family.with(Map.of(1, Optional.of(2))).map(inverse).toMap());
    }
}
