package dev.xylem.subtree;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.check.Budget;
import dev.xylem.check.Property;
import dev.xylem.graph.Refs;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.UnixAccess;
import dev.xylem.value.Decode;
import dev.xylem.value.Encode;
import dev.xylem.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random directories: each holds a value or a reason against it, and a value comes back as it was written. */
class SubtreePropertyTest {
    private static final Path PLACE = Path.of("/place");
    private static final List<String> NAMES =
            List.of("0", "1", "2", "01", "name", "tags", "inner", "deep/child", "inner/name", "0/name", "1/name");

    private record Item(String name, Set<Integer> tags, Optional<Integer> child) {}

    private record Whole(List<Item> items, Map<Integer, Item> byNumber, Item inner) {}

    private static final Subtree<String> TEXT = Subtrees.leaf(Decode::toText, Encode::of);
    private static final Subtree<Integer> NUMBER = Subtrees.leaf(Decode::toInt, value -> Encode.of((int) value));
    private static final Subtree<Item> ITEM = Subtrees.record(
            "Item",
            read -> new Item(
                    Refs.<String>at(read, 0), Refs.<Set<Integer>>at(read, 1), Refs.<Optional<Integer>>at(read, 2)),
            List.<Component<Item, ?>>of(
                    Subtrees.component("name", Item::name, Subtrees.orElse(TEXT, "nobody")),
                    Subtrees.component("tags", Item::tags, Subtrees.set(NUMBER)),
                    Subtrees.component("deep/child", Item::child, Subtrees.optional(NUMBER))));
    private static final Subtree<Whole> WHOLE = Subtrees.record(
            "Whole",
            read -> new Whole(
                    Refs.<List<Item>>at(read, 0), Refs.<Map<Integer, Item>>at(read, 1), Refs.<Item>at(read, 2)),
            List.<Component<Whole, ?>>of(
                    Subtrees.component("items", Whole::items, Subtrees.list(ITEM)),
                    Subtrees.component("map", Whole::byNumber, Subtrees.map(NUMBER, ITEM)),
                    Subtrees.component("inner", Whole::inner, ITEM)));

    private record Write(String path, String value) {}

    private static List<Write> random(Random random) {
        List<Write> writes = new ArrayList<>();
        List<String> parents =
                List.of("items/0", "items/1", "items/2", "items", "map/1", "map/7", "map", "inner", "tags");
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String path = parents.get(random.nextInt(parents.size()));
            if (random.nextInt(3) > 0) {
                path += "/" + NAMES.get(random.nextInt(NAMES.size()));
            }
            if (random.nextInt(3) == 0) {
                path += "/" + random.nextInt(20);
            }
            writes.add(new Write(path, random.nextInt(4) == 0 ? "x" : Integer.toString(random.nextInt(9))));
        }
        return writes;
    }

    /** Counts. */
    private static final class Counting implements Findings {
        private int count;

        @Override
        public void absent(Path path) {
            count++;
        }

        @Override
        public void wrong(Path path, byte[] text, ValueException why, boolean secret) {
            count++;
        }

        @Override
        public void wrong(Path path, String rule) {
            count++;
        }
    }

    private static Whole read(Store store, Counting findings) {
        return WHOLE.read(store.snapshot().node(PLACE), PLACE, findings);
    }

    private static String check(List<Write> writes) {
        try (Store store = Store.builder(new UnixAccess(1)).build();
                Store other = Store.builder(new UnixAccess(1)).build()) {
            Session session = store.owner();
            for (Write write : writes) {
                session.write(Path.of(PLACE + "/" + write.path()), write.value().getBytes(StandardCharsets.UTF_8));
            }
            Counting findings = new Counting();
            Whole value = read(store, findings);
            if (value == null) {
                return findings.count > 0 ? null : "no value, and no reason why";
            }
            if (findings.count > 0) {
                return "a value in spite of " + findings.count + " reasons";
            }
            WHOLE.write(other.owner(), PLACE, value);
            Whole copy = read(other, new Counting());
            if (!value.equals(copy)) {
                return "wrote " + value + ", read " + copy;
            }
            Whole less = new Whole(List.of(), Map.of(3, value.inner()), new Item("a", Set.of(4), Optional.empty()));
            WHOLE.write(other.owner(), PLACE, less);
            Whole overwritten = read(other, new Counting());
            return less.equals(overwritten) ? null : "wrote " + less + " over it, read " + overwritten;
        } catch (StoreException e) {
            return e.toString();
        }
    }

    @Test
    void randomDirectories() {
        long cases = new Property<>("subtree", SubtreePropertyTest::random, SubtreePropertyTest::check)
                .holds(Budget.part(12));
        assertTrue(cases > 0);
        System.out.println("subtree: " + cases + " random cases");
    }
}
