package dev.xylem.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.store.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotTableTest {
    /** Names around the separator in ASCII order, where a comparison by characters would tear a directory apart. */
    private static final String[] NAMES = {"a", "a-", "a.b", "a/", "a0", "b", "@", "-", "_", "A"};

    private static Path any(Random random) {
        StringBuilder text = new StringBuilder();
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            String name = NAMES[random.nextInt(NAMES.length)].replace("/", "").replace(".", "");
            text.append('/').append(name);
        }
        return text.length() == 0 ? Path.ROOT : Path.of(text.toString());
    }

    @Test
    void findsTheSlotOfAPathAndThoseBelowItLikeASearchOfAll() {
        for (long seed : Seeds.upTo(4000)) {
            Random random = new Random(seed);
            @Nullable Path[] bySlot = new Path[random.nextInt(20)];
            Set<Path> used = new TreeSet<>();
            for (int slot = 0; slot < bySlot.length; slot++) {
                Path path = any(random);
                bySlot[slot] = used.add(path) ? path : null;
            }
            SlotTable table = new SlotTable(bySlot);
            assertEquals(used.size(), table.size());
            for (int i = 0; i < 10; i++) {
                Path asked = any(random);
                Set<Integer> expected = new TreeSet<>();
                Set<Integer> exact = new TreeSet<>();
                for (int slot = 0; slot < bySlot.length; slot++) {
                    Path path = bySlot[slot];
                    if (path != null && path.isWithin(asked)) {
                        expected.add(slot);
                    }
                    if (path != null && path.equals(asked)) {
                        exact.add(slot);
                    }
                }
                Set<Integer> found = new TreeSet<>();
                int place = table.from(asked);
                Set<Integer> first = new TreeSet<>();
                if (place < table.size() && table.path(place).equals(asked)) {
                    first.add(table.slot(place));
                }
                for (; place < table.size() && table.path(place).isWithin(asked); place++) {
                    found.add(table.slot(place));
                }
                assertEquals(expected, found, () -> Seeds.name(seed) + ", below " + asked);
                assertEquals(exact, first, () -> Seeds.name(seed) + ", at " + asked);
            }
        }
    }

    @Test
    void anEmptyTableFindsNothing() {
        SlotTable table = new SlotTable(new Path[3]);
        assertEquals(0, table.size());
        assertEquals(0, table.from(Path.ROOT));
        assertThrows(IndexOutOfBoundsException.class, () -> table.slot(0));
    }
}
