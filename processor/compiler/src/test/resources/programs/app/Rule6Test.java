package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.graph.Effects;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Rule6Test extends Programs {
    @Test
    @DisplayName("Rule 6: effects run in declaration order, commit after commit, with the values of their commit")
    void order() {
        CountDownLatch go = new CountDownLatch(1);
        builder.effects(Effects.onThread(1024));
        journal.during = line -> await(go);
        XylemGuest guest = builder.start();
        for (long value = 10; value <= 30; value += 10) {
            long next = value;
            guest.commit(tx -> tx.sum().x(next));
            assertEquals(next + 5, guest.sum().z(), "visible when commit returns, whatever effects do");
        }
        go.countDown();
        guest.close();
        assertEquals(
                List.of(
                        "z 6",
                        "tens 0 to 0, x 1",
                        "key Optional.empty",
                        "z 15",
                        "tens 0 to 1, x 10",
                        "z 25",
                        "tens 1 to 2, x 20",
                        "z 35",
                        "tens 2 to 3, x 30"),
                journal.taken());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("Rule 6: inside an effect commit throws and says so; commitLater is queued and answers")
    void commitInsideAnEffect() {
        AtomicReference<XylemGuest> itself = new AtomicReference<>();
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<?>> later = Collections.synchronizedList(new ArrayList<>());
        journal.during = line -> {
            XylemGuest guest = itself.get();
            if (guest != null && line.equals("z 7")) {
                answers.add(assertThrows(
                                IllegalStateException.class,
                                () -> guest.commit(tx -> tx.sum().x(9)))
                        .getMessage());
                later.add(guest.commitLater(tx -> tx.sum().x(20)).toCompletableFuture());
                later.add(guest.commitLater(tx -> raw(tx, "sum/x", "banana")).toCompletableFuture());
            }
        };
        for (Effects how : List.of(Effects.direct(), Effects.onThread())) {
            itself.set(null);
            answers.clear();
            later.clear();
            try (XylemGuest guest = builder.effects(how).start()) {
                itself.set(guest);
                guest.commit(tx -> tx.sum().x(2));
                while (later.size() < 2) {
                    Thread.onSpinWait();
                }
                later.get(0).join();
                assertEquals(25, guest.sum().z());
                Throwable refused = assertThrows(RuntimeException.class, later.get(1)::join);
                assertTrue(refused.getCause().getMessage().contains("banana"), refused::toString);
                assertEquals(List.of("commit was called inside an effect; call commitLater there"), answers);
                assertEquals(0, guest.effectFailures());
            }
        }
    }

    @Test
    @DisplayName("Rule 6: an effect that throws is reported and counted; the others run")
    void effectsThatThrow() {
        List<String> failures = new ArrayList<>();
        builder.onEffectFailure((effect, commit, thrown) -> failures.add(effect + " " + thrown.getMessage()));
        try (XylemGuest guest = start()) {
            journal.during = line -> {
                if (line.startsWith("z")) {
                    throw new StackOverflowError(line);
                }
            };
            guest.commit(tx -> tx.sum().x(20));
            assertEquals(List.of("z 25", "tens 0 to 2, x 20"), journal.taken());
            assertEquals(List.of("sum.onZ z 25"), failures);
            assertEquals(1, guest.effectFailures());
            assertEquals(25, guest.sum().z());
        }
    }

    @Test
    @DisplayName(
            "Rule 6: the backlog is bounded: further commits wait, of the program and of servers, nothing is dropped")
    void backlog() throws InterruptedException, StoreException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        journal.during = line -> {
            if (line.equals("z 7")) {
                blocked.countDown();
                await(go);
            }
        };
        CountDownLatch about = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        try (XylemGuest guest = builder.effects(Effects.onThread(2)).start();
                Session session = outsider(guest)) {
            guest.commit(tx -> tx.sum().x(2));
            await(blocked);
            assertTrue(guest.store().cycle().ready());
            session.write(path("sum/x"), bytes("3"));
            assertEquals(false, guest.store().cycle().ready(), "a server asks this, and stops reading");
            guest.store().cycle().whenReady(ready::countDown);
            Thread committer = new Thread(() -> {
                about.countDown();
                guest.commit(tx -> tx.sum().x(4));
            });
            committer.start();
            await(about);
            while (committer.getState() != Thread.State.WAITING) {
                assertTrue(committer.isAlive());
                Thread.onSpinWait();
            }
            assertEquals(8, guest.sum().z());
            go.countDown();
            committer.join();
            await(ready);
            assertEquals(9, guest.sum().z());
        }
        assertEquals(
                List.of("z 6", "z 7", "z 8", "z 9"),
                journal.taken().stream().filter(line -> line.startsWith("z")).toList());
    }

    @Test
    @DisplayName("Rule 6: a closed program commits nothing more and says so")
    void closed() {
        XylemGuest guest = start();
        guest.close();
        guest.close();
        assertEquals(
                "the program is closed",
                assertThrows(
                                IllegalStateException.class,
                                () -> guest.commit(tx -> tx.sum().x(2)))
                        .getMessage());
        assertEquals(6, guest.sum().z());
    }
}
