package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Rule1Test extends Programs {
    private static long number(XylemGuest guest) {
        return guest.store().snapshot().number();
    }

    @Test
    @DisplayName("Rule 1: an accepted write is a commit even of an equal value, with a cycle that has nothing to do")
    void equalWrites() {
        try (XylemGuest guest = start()) {
            long before = number(guest);
            long stamp = guest.store().snapshot().node(path("sum/x")).valueVersion();
            guest.commit(tx -> tx.sum().x(1));
            assertEquals(before + 1, number(guest));
            assertEquals(before + 1, guest.snapshot().commit());
            assertEquals(stamp, guest.store().snapshot().node(path("sum/x")).valueVersion());
            assertEquals(List.of(), Sum.EVALUATED);
            assertEquals(List.of(), journal.taken());
        }
    }

    @Test
    @DisplayName("Rule 1: a transaction is one commit; empty, aborted, refused and read-only ones are none")
    void transactions() throws StoreException {
        try (XylemGuest guest = start();
                Session session = outsider(guest)) {
            long before = number(guest);
            guest.commit(tx -> tx.sum().x(2).y(3).x(4));
            assertEquals(before + 1, number(guest));
            guest.commit(tx -> {});
            guest.commit(tx -> tx.vault().key(Optional.empty()));
            refused(guest, tx -> raw(tx, "sum/x", "banana"));
            try (Transaction aborted = session.begin()) {
                aborted.write(path("sum/x"), bytes("9"));
            }
            try (Transaction reading = session.begin()) {
                reading.read(path("sum/x"));
                reading.commit();
            }
            session.mkdir(path("sum"));
            assertEquals(before + 1, number(guest));
            assertEquals(7, guest.sum().z());
            session.write(path("elsewhere"), bytes("1"));
            assertEquals(before + 2, number(guest));
            assertEquals(before + 2, guest.snapshot().commit());
        }
    }
}
