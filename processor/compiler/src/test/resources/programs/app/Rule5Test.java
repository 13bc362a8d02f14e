package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.graph.Effects;
import dev.xylem.store.Errno;
import dev.xylem.store.Session;
import dev.xylem.store.Snapshot;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class Rule5Test extends Programs {
    @Test
    @DisplayName("Rule 5: published values are part of the commit that changed them, and of its events")
    void sameCommit() throws StoreException {
        AtomicReference<XylemGuest> itself = new AtomicReference<>();
        List<String> events = new ArrayList<>();
        try (XylemGuest guest = start();
                Session session = guest.store().session(guest.store().owner().caller(), (spelled, token) -> {
                    if (itself.get() != null) {
                        events.add(spelled + " " + text(itself.get(), "sum/z"));
                    }
                })) {
            session.watch(path("sum"), "sum", bytes("t"), -1);
            itself.set(guest);
            guest.commit(tx -> tx.sum().x(10));
            assertEquals(
                    List.of("sum/x 15", "sum/z 15"), events.stream().sorted().toList());
            long number = guest.store().snapshot().number();
            assertEquals(number, guest.store().snapshot().node(path("sum/z")).valueVersion());
            events.clear();
            guest.commit(tx -> tx.sum().x(9).y(6));
            assertEquals(
                    List.of("sum/x 15", "sum/y 15"), events.stream().sorted().toList());
            assertEquals(number, guest.store().snapshot().node(path("sum/z")).valueVersion());
        }
    }

    @Test
    @DisplayName("Rule 5: no reader of the store ever sees inputs and published values that disagree")
    void agreement() throws InterruptedException {
        builder.effects(Effects.onThread(64));
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        try (XylemGuest guest = start()) {
            Thread reader = new Thread(() -> {
                try {
                    long seen;
                    do {
                        Snapshot snapshot = guest.store().snapshot();
                        seen = Long.parseLong(
                                new String(snapshot.node(path("sum/x")).value()));
                        long sum = Long.parseLong(
                                new String(snapshot.node(path("sum/z")).value()));
                        assertEquals(seen + 5, sum);
                    } while (seen < 5000);
                } catch (Throwable e) {
                    wrong.set(e);
                }
            });
            reader.start();
            for (long value = 2; value <= 5000; value++) {
                long next = value;
                guest.commit(tx -> tx.sum().x(next));
            }
            reader.join();
        }
        assertEquals(null, wrong.get());
    }

    @Test
    @DisplayName("Rule 5: published paths are refused to outsiders with EACCES, and so is removing what holds them")
    void outsiders() throws StoreException {
        try (XylemGuest guest = start()) {
            for (Session session : List.of(outsider(guest), stranger(guest))) {
                List<Executable> attempts = List.of(
                        () -> session.write(path("sum/z"), bytes("1")),
                        () -> session.mkdir(path("device/0/payload")),
                        () -> session.setPermissions(path("sum/z"), session.permissions(path("sum/z"))),
                        () -> session.remove(path("remote/product")),
                        () -> session.remove(path("device/1")),
                        () -> session.remove(path("device")));
                for (Executable attempt : attempts) {
                    assertEquals(
                            Errno.EACCES,
                            assertThrows(StoreException.class, attempt).errno());
                }
            }
            try (Session session = outsider(guest);
                    Transaction transaction = session.begin()) {
                assertEquals(
                        Errno.EACCES,
                        assertThrows(StoreException.class, () -> transaction.write(path("sum/z"), bytes("1")))
                                .errno());
                transaction.write(path("sum/x"), bytes("2"));
                assertEquals("6", new String(transaction.read(path("sum/z"))), "START's value");
                guest.commit(tx -> tx.sum().y(100));
                transaction.commit();
            }
            assertEquals("102", text(guest, "sum/z"));
        }
    }

    @Test
    @DisplayName(
            "Rule 5: published paths count in nobody's footprint: a transaction that read one does not conflict for it")
    void footprint() throws StoreException {
        try (XylemGuest guest = start();
                Session session = outsider(guest);
                Transaction transaction = session.begin()) {
            assertEquals("6", new String(transaction.read(path("sum/z"))));
            transaction.write(path("remote/second"), bytes("7"));
            guest.commit(tx -> tx.sum().x(50));
            transaction.commit();
            assertEquals(21, guest.remote().product());
            assertEquals("55", text(guest, "sum/z"));
        }
    }
}
