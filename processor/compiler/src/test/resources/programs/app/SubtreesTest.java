package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.Shelf.Disk;
import app.Shelf.Limits;
import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.Secret;
import dev.xylem.graph.Effects;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Subtrees as values. */
class SubtreesTest {
    private static final String HOME = "/local/domain/0/";
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private final Journal journal = new Journal();

    private XylemShop start() {
        XylemShop shop = XylemShop.builder()
                .journal(journal)
                .effects(Effects.direct())
                .set("limits/soft", "10")
                .start();
        assertEquals(List.of("10 of 1000", "disks []"), journal.taken());
        return shop;
    }

    private static String text(XylemShop shop, String path) {
        var node = shop.store().snapshot().node(Path.of(HOME + path));
        return node == null ? "-" : new String(node.value(), StandardCharsets.UTF_8);
    }

    private static void write(XylemShop.Tx tx, String path, String text) {
        try {
            tx.operations().write(Path.of(HOME + path), text.getBytes(StandardCharsets.UTF_8));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static void remove(XylemShop.Tx tx, String path) {
        try {
            tx.operations().remove(Path.of(HOME + path));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> refused(XylemShop shop, Consumer<? super XylemShop.Tx> writes) {
        long before = shop.store().snapshot().number();
        List<Problem> problems = assertThrows(CommitRefusedException.class, () -> shop.commit(writes))
                .problems();
        assertEquals(before, shop.store().snapshot().number());
        assertEquals(before, shop.snapshot().commit());
        return problems.stream().map(Problem::toString).toList();
    }

    @Test
    @DisplayName("a record: defaults, optional components, other places, changed as a whole in one commit")
    void records() {
        try (XylemShop shop = start()) {
            assertEquals(new Limits(10, 1000, Optional.empty(), Secret.of("none")), shop.shelf().limits());
            assertEquals(Optional.empty(), shop.shelf().spare());
            shop.commit(tx -> {
                write(tx, "limits/soft", "20");
                write(tx, "limits/static-max", "2000");
                write(tx, "limits/after", "5s");
                write(tx, "limits/other", "does not matter");
            });
            assertEquals(
                    new Limits(20, 2000, Optional.of(Duration.ofSeconds(5)), Secret.of("none")),
                    shop.shelf().limits());
            assertEquals(List.of("20 of 2000"), journal.taken());
            Limits before = shop.shelf().limits();
            shop.commit(tx -> write(tx, "limits/other", "still not"));
            shop.commit(tx -> write(tx, "limits/soft", "20"));
            assertEquals(List.of(), journal.taken(), "rule 3");
            assertSame(before, shop.shelf().limits());
            shop.commit(tx -> remove(tx, "limits/after"));
            assertEquals(Optional.empty(), shop.shelf().limits().after());
        }
    }

    @Test
    @DisplayName("Rule 4: a partial or invalid subtree refuses the commit with every problem named")
    void everyProblem() {
        try (XylemShop shop = start()) {
            assertEquals(
                    List.of(
                            HOME + "limits/soft = \"many\": expected a whole number from -2147483648 to 2147483647,"
                                    + " for shelf.limits",
                            HOME + "limits/static-max = \"x\": expected a whole number from -9223372036854775808 to"
                                    + " 9223372036854775807, for shelf.limits",
                            HOME + "disks/1 = (node): is none of the 1 elements of the list, which are named 0 to 0"
                                    + " without a gap; rename or remove it, for shelf.disks",
                            HOME + "colours/red = \"a\": expected a whole number from -2147483648 to 2147483647,"
                                    + " for shelf.colours",
                            HOME + "spare/soft = (absent): required by shelf.spare (Optional<Shelf.Limits>); write it"),
                    refused(shop, tx -> {
                        write(tx, "limits/soft", "many");
                        write(tx, "limits/static-max", "x");
                        write(tx, "disks/1", "");
                        write(tx, "colours/red", "a");
                        write(tx, "colours/blue", "1");
                        write(tx, "spare/static-max", "1");
                    }));
            assertEquals(10, shop.shelf().limits().soft());
            assertEquals(
                    List.of(HOME + "limits/soft = (absent): required by shelf.limits (Shelf.Limits); write it"),
                    refused(shop, tx -> remove(tx, "limits")));
            assertEquals(
                    List.of(HOME + "limits/soft = \"101\": expected at most 100, for shelf.limits"),
                    refused(shop, tx -> write(tx, "limits/soft", "101")));
            assertEquals(
                    List.of(HOME + "limits = (node): Limits takes no such values: IllegalArgumentException, for"
                            + " shelf.limits"),
                    refused(shop, tx -> write(tx, "limits/static-max", "9")),
                    "what the constructor says may quote the password");
            assertEquals(
                    List.of(HOME + "disks/0/device = (absent): required by shelf.disks (List<Shelf.Disk>); write it"),
                    refused(shop, tx -> write(tx, "disks/0/snapshots", "")));
            assertEquals(
                    List.of(HOME + "disks/0/snapshots/nothing = (node): the name is no key: expected a UUID such as"
                            + " 123e4567-e89b-12d3-a456-426614174000; remove the node, for shelf.disks"),
                    refused(shop, tx -> {
                        write(tx, "disks/0/device", "sda");
                        write(tx, "disks/0/snapshots/nothing", "");
                    }));
            assertEquals(List.of(), journal.taken());
        }
    }

    @Test
    @DisplayName("lists, sets and maps are written whole; what an earlier value left is removed")
    void collections() {
        try (XylemShop shop = start()) {
            List<Disk> disks = List.of(new Disk("sda", Set.of(ONE, TWO)), new Disk("sdb", Set.of()));
            Map<String, Integer> colours = new LinkedHashMap<>(Map.of("red", 1, "blue", 2));
            shop.commit(tx -> tx.shelf().disks(disks).colours(colours).spare(new Limits(
                    1, 2, Optional.of(Duration.ofMinutes(1)), Secret.of("s3cret"))));
            colours.put("green", 7);
            assertEquals(disks, shop.shelf().disks());
            assertEquals(Map.of("blue", 2, "red", 1), shop.shelf().colours());
            assertEquals(3, shop.shelf().total());
            assertEquals("3", text(shop, "total"));
            assertEquals("sdb", text(shop, "disks/1/device"));
            assertEquals("", text(shop, "disks/0/snapshots/" + ONE));
            assertEquals("s3cret", text(shop, "spare/access/password"));
            assertEquals(List.of("disks [sda, sdb]"), journal.taken());
            shop.commit(tx -> tx.shelf()
                    .disks(List.of(new Disk("sdb", Set.of(TWO))))
                    .colours(Map.of())
                    .spare(Optional.empty()));
            assertEquals("-", text(shop, "disks/1"));
            assertEquals("-", text(shop, "disks/0/snapshots/" + ONE));
            assertEquals("", text(shop, "disks/0/snapshots/" + TWO));
            assertEquals("-", text(shop, "colours/red"));
            assertEquals("", text(shop, "colours"));
            assertEquals("-", text(shop, "spare"));
            assertEquals(Map.of(), shop.shelf().colours());
            assertThrows(UnsupportedOperationException.class, () -> shop.shelf()
                    .colours()
                    .put("x", 1));
        }
    }

    @Test
    @DisplayName("what cannot be written is refused, with the reason")
    void noName() {
        try (XylemShop shop = start()) {
            assertEquals(
                    List.of(HOME + "colours = (no text): a key becomes the name of a node, so it has letters, digits,"
                            + " '-', '_' and '@' only (dark red)"),
                    refused(shop, tx -> tx.shelf().colours(Map.of("dark red", 1))));
            assertEquals(
                    List.of(HOME + "disks = (node): expected 0 to 3 elements, for shelf.disks"),
                    refused(shop, tx -> tx.shelf()
                            .disks(List.of(
                                    new Disk("a", Set.of()),
                                    new Disk("b", Set.of()),
                                    new Disk("c", Set.of()),
                                    new Disk("d", Set.of())))));
        }
    }

    @Test
    @DisplayName("Rule 8: explanations, dry runs and subscriptions; a secret component hides the whole value")
    void explained() {
        try (XylemShop shop = start()) {
            shop.commit(tx -> write(tx, "colours/red", "4"));
            String number = Long.toString(shop.snapshot().commit());
            assertTrue(
                    shop.explain("shelf.colours")
                            .startsWith("shelf.colours = {red=4} (Map<String, Integer>), " + HOME
                                    + "colours, last changed in commit " + number),
                    shop.explain("shelf.colours"));
            assertTrue(shop.explain("shelf.limits").startsWith("shelf.limits = (secret) (Shelf.Limits), "));
            assertEquals(
                    List.of(
                            "shelf.colours: {red=4} -> {red=5} at " + HOME + "colours",
                            "shelf.total: 4 -> 5 at " + HOME + "total"),
                    shop.dryRun(tx -> tx.shelf().colours(Map.of("red", 5))).changes().stream()
                            .map(Object::toString)
                            .toList());
            Map<String, Integer> seen = new LinkedHashMap<>();
            try (var subscription = shop.changes().shelf().colours(change -> seen.putAll(change.newValue()))) {
                assertNotSame(null, subscription);
                shop.commit(tx -> tx.shelf().colours(Map.of("red", 6)));
            }
            assertEquals(Map.of("red", 6), seen);
            assertFalse(shop.snapshot().shelf().limits().toString().contains("none"));
        }
    }

    @Test
    @DisplayName("the same where values lie in arrays")
    void arrays() {
        XylemWarehouse.Builder builder =
                XylemWarehouse.builder().journal(journal).effects(Effects.direct());
        for (String base : List.of("a", "b", "c", "d", "e", "f")) {
            builder.set(base + "/limits/soft", "10");
        }
        try (XylemWarehouse warehouse = builder.start()) {
            journal.taken();
            warehouse.commit(tx -> {
                tx.sixth().colours(Map.of("red", 3));
                tx.shelf().limits(new Limits(5, 6, Optional.empty(), Secret.of("none")));
            });
            assertEquals(3, warehouse.sixth().total());
            assertEquals(0, warehouse.fifth().total());
            assertEquals(List.of("5 of 6"), journal.taken());
            assertThrows(
                    CommitRefusedException.class,
                    () -> warehouse.commit(tx -> tx.third().limits(new Limits(101, 200, Optional.empty(), Secret.of("")))));
            assertEquals(10, warehouse.third().limits().soft());
        }
    }
}
