package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.CommitRefusedException;
import dev.xylem.graph.Effects;
import dev.xylem.store.Path;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Path RING = Path.of(Programs.HOME + "/bell/ring");
    private static final Path HIGHEST = Path.of(Programs.HOME + "/bell/highest");

    private final Journal journal = new Journal();
    private final XylemDoor.Builder builder =
            XylemDoor.builder().journal(journal).effects(Effects.direct());

    private static String text(XylemDoor door, Path path) {
        return new String(door.store().snapshot().node(path).value(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("Requests: what is taken is acknowledged in a commit of the program's own")
    void acknowledged() throws Exception {
        try (XylemDoor door = builder.start()) {
            long before = door.snapshot().commit();
            door.commit(tx -> tx.bell().ring(Bell.Ring.TWICE));
            assertEquals("", text(door, RING));
            assertEquals(before + 2, door.snapshot().commit());
            door.store().owner().write(RING, "1 ring".getBytes(StandardCharsets.UTF_8));
            assertEquals(Bell.Ring.NONE, door.bell().ring());
            door.commit(tx -> tx.bell().ring(Bell.Ring.NONE));
            assertEquals(before + 5, door.snapshot().commit());
            assertEquals(
                    List.of(" -> ", " -> 2 rings", "2 rings -> ", " -> 1 ring", "1 ring -> "), journal.taken());
            assertThrows(CommitRefusedException.class, () -> door.commit(tx -> write(tx)));
        }
    }

    private static void write(XylemDoor.Tx tx) {
        try {
            tx.operations().write(RING, "3 rings".getBytes(StandardCharsets.UTF_8));
        } catch (dev.xylem.store.StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("Requests: one that is there at the start is acknowledged too")
    void atStart() {
        try (XylemDoor door = builder.set("bell/ring", "1 ring").start()) {
            door.commit(tx -> tx.bell().level(1));
            assertEquals("", text(door, RING));
            assertEquals(List.of("1 ring -> 1 ring", "1 ring -> "), journal.taken());
        }
    }

    @Test
    @DisplayName("Folds: one that is to run at the start does, from what it starts with")
    void level() {
        try (XylemDoor door = builder.set("bell/level", "12").start()) {
            assertEquals(12, door.bell().highest());
            assertEquals("12", text(door, HIGHEST));
            door.commit(tx -> tx.bell().level(3));
            assertEquals(12, door.bell().highest());
        }
        try (XylemDoor door = XylemDoor.builder()
                .journal(journal)
                .effects(Effects.direct())
                .set("bell/highest", "20")
                .start()) {
            assertEquals(20, door.bell().highest(), "from what the store remembers");
        }
    }
}
