package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.graph.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Rule7Test extends Programs {
    @Test
    @DisplayName("Rule 7: several values read as one snapshot come from one commit, and single reads never go back")
    void snapshots() throws InterruptedException {
        builder.effects(Effects.onThread(1024)).set("sum/x", "3").set("sum/y", "6");
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        try (XylemGuest guest = start()) {
            for (int i = 0; i < 2; i++) {
                Thread reader = new Thread(() -> {
                    try {
                        long last = 0;
                        while (!over.get()) {
                            XylemGuest.Snapshot snapshot = guest.snapshot();
                            long x = snapshot.sum().x();
                            assertEquals(x + snapshot.sum().y(), snapshot.sum().z());
                            assertEquals(
                                    snapshot.sum().z() / 10 + "/"
                                            + snapshot.sum().z(),
                                    snapshot.sum().both());
                            assertEquals(x, snapshot.remote().first());
                            assertTrue(x >= last);
                            long single = guest.sum().x();
                            assertTrue(single >= x);
                            last = single;
                        }
                    } catch (Throwable e) {
                        wrong.set(e);
                    }
                });
                reader.start();
                readers.add(reader);
            }
            for (int value = 3; value <= 10_000; value++) {
                int next = value;
                guest.commit(tx -> {
                    tx.sum().x(next).y(2L * next);
                    tx.remote().first(next);
                });
            }
            over.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
        }
        assertEquals(null, wrong.get());
    }

    @Test
    @DisplayName("Rule 7: a snapshot stays as it is")
    void immutable() {
        try (XylemGuest guest = start()) {
            XylemGuest.Snapshot before = guest.snapshot();
            guest.commit(tx -> tx.sum().x(2));
            assertEquals(6, before.sum().z());
            assertEquals(7, guest.snapshot().sum().z());
            assertEquals(before.commit() + 1, guest.snapshot().commit());
        }
    }
}
