package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.CommitRefusedException;
import dev.xylem.graph.Effects;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Rule11Test extends Programs {
    @Test
    @DisplayName("Rule 11: the store is seeded before the first cycle; every effect runs once with the first values")
    void seeds() {
        builder.set("sum/x", "10")
                .set(HOME + "/sum/y", "1")
                .initial(tx -> tx.sum().y(20))
                .initial(tx -> tx.sum().y(25));
        try (XylemGuest guest = builder.start()) {
            assertEquals(35, guest.sum().z());
            assertEquals("35", text(guest, "sum/z"));
            assertEquals("1460", text(guest, "device/1/payload"));
            assertEquals(List.of("z 35", "tens 3 to 3, x 10", "key Optional.empty"), journal.taken());
            assertEquals(List.of("negative -6"), remote.taken());
            assertEquals(guest.store().snapshot().number(), guest.snapshot().commit());
        }
    }

    @Test
    @DisplayName("Rule 11: required inputs that are missing stop the start, all named at once, with what is wrong")
    void missing() {
        XylemGuest.Builder empty = XylemGuest.builder()
                .journal(journal)
                .sink(remote::note)
                .effects(Effects.direct())
                .set("device/0/mtu", "none");
        CommitRefusedException e = assertThrows(CommitRefusedException.class, empty::start);
        assertEquals(
                List.of(HOME + "/device/0/mtu", HOME + "/remote/first", HOME + "/sum/x"),
                paths(e.problems()).stream().sorted().toList());
        assertTrue(e.getMessage().contains("required by sum.x (long); write it"), e.getMessage());
        assertEquals(List.of(), journal.taken());
    }

    @Test
    @DisplayName("Rule 11: dependencies that are missing stop the start, all named at once")
    void dependencies() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> XylemGuest.builder().start());
        assertEquals("cannot start: not set on the builder: journal, sink", e.getMessage());
    }

    @Test
    @DisplayName("Rule 11: home is /local/domain/0 for parts and for outsiders alike")
    void home() throws StoreException {
        try (XylemGuest guest = start();
                Session session = outsider(guest)) {
            assertEquals(Path.of(HOME), guest.store().home());
            assertEquals(Path.of(HOME), session.home());
            session.write(Path.parse("sum/x", session.home()), bytes("4"));
            assertEquals(9, guest.sum().z());
        }
    }

    @Test
    @DisplayName("Rule 11: parts are tested in memory with fakes, a fixed clock and a direct executor")
    void inMemory() throws StoreException {
        long[] now = {0};
        builder.clock(() -> now[0]);
        try (XylemGuest guest = start();
                Session session = outsider(guest)) {
            now[0] = 3_600_000_000_000L;
            assertEquals("3600", new String(session.read(Path.of("/sys/uptime"))));
            guest.commit(tx -> tx.sum().x(2));
            assertEquals(List.of("z 7", "tens 0 to 0, x 2"), journal.taken());
        }
    }
}
