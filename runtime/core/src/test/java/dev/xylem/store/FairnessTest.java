package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Who loses often gets a reservation. */
class FairnessTest extends StoreFixture {
    private static final String STATE = "/device/state";

    private final ManualTime time = new ManualTime();
    private final List<String> deferrals = new ArrayList<>();
    private int writes;

    @BeforeEach
    void device() throws StoreException {
        use(Store.builder(access).clock(time::now).timer(time).log(new AccessLog() {
            @Override
            public void operation(
                    Caller caller, String operation, @Nullable Path path, @Nullable StoreException refusal) {}

            @Override
            public void deferred(Caller caller, Path path, Caller favoured) {
                deferrals.add(caller.principal() + " at " + path + " for " + favoured.principal());
            }
        }));
        write(dom0, STATE, "0");
        write(dom0, "/device/other", "0");
        write(dom0, "/elsewhere", "0");
        for (String node : List.of("/device", STATE, "/device/other", "/elsewhere")) {
            chmod(dom0, node, "b0");
        }
    }

    private void disturb(Session by) throws StoreException {
        write(by, STATE, "changed " + writes++);
    }

    /** A transaction that looks at the state and sets something, with somebody else's change in between. */
    private void lose(Session session, Session by) throws StoreException {
        Transaction tx = session.begin();
        read(tx, STATE);
        write(tx, "/device/other", "x");
        disturb(by);
        assertThrows(ConflictException.class, tx::commit);
    }

    /** A transaction of a session that has a reservation now. */
    private Transaction favoured(Session session, Session by) throws StoreException {
        lose(session, by);
        lose(session, by);
        return session.begin();
    }

    private static DeferredException deferred(Executable change) {
        return assertThrows(DeferredException.class, change);
    }

    private static AtomicInteger count(DeferredException deferral) {
        AtomicInteger calls = new AtomicInteger();
        deferral.whenOver(calls::incrementAndGet);
        return calls;
    }

    /** Tries of a transaction of 40 operations, when another session writes into it after each of them. */
    private int tries(Session session, Session by) throws StoreException {
        List<Path> reads = List.of(path(STATE), path("/device/other"), path("/elsewhere"), path("/device"));
        boolean waits = false;
        AtomicInteger over = new AtomicInteger();
        for (int tries = 1; tries < 100; tries++) {
            try (Transaction tx = session.begin()) {
                for (int i = 0; i < 40; i++) {
                    time.pass(TimeUnit.MICROSECONDS.toNanos(200));
                    if (i % 2 == 0) {
                        tx.read(reads.get(i / 2 % 4));
                    } else {
                        write(tx, "/device/other", "v" + i);
                    }
                    if (!waits || over.get() > 0) {
                        try {
                            disturb(by);
                            waits = false;
                        } catch (DeferredException e) {
                            waits = true;
                            over = count(e);
                        }
                    }
                    write(dom6, "/elsewhere", "0");
                }
                tx.commit();
                return tries;
            } catch (ConflictException e) {
                // again
            }
        }
        return 100;
    }

    @Test
    @DisplayName("XSA-206, scenario 18: a toolstack with a guest that writes into its transaction all the time")
    void xsa206Toolstack() throws StoreException {
        assertEquals(3, tries(dom0, dom5));
        assertEquals(1, deferrals.size());
        assertEquals("5 at /device/state for 0", deferrals.get(0));
        assertEquals(2, dom0.account().events(Account.Event.CONFLICT));
        assertEquals(2, dom5.account().events(Account.Event.CAUSED));
        assertEquals(1, dom0.account().events(Account.Event.RESERVATION));
        assertEquals(1, dom5.account().events(Account.Event.DEFERRAL));
        assertEquals(0, dom6.account().events(Account.Event.DEFERRAL));
        disturb(dom5);
    }

    @Test
    @DisplayName("XSA-206 the other way round: domain 0 cannot starve a guest, nor one client of domain 0 another")
    void xsa206Guest() throws StoreException {
        assertEquals(3, tries(dom5, dom0));
        assertEquals(List.of("0 at /device/state for 5"), deferrals);
        assertEquals(3, tries(store.session(access.peer(0), WatchSink.NONE), dom0));
    }

    @Test
    @DisplayName(
            "who lost twice is protected from the beginning of the third transaction to its end, others are not held up")
    void protectedFromTheBeginning() throws StoreException {
        Transaction tx = favoured(dom5, dom6);
        DeferredException deferral = deferred(() -> disturb(dom6));
        AtomicInteger over = count(deferral);
        assertEquals(path(STATE), deferral.path());
        assertEquals(Errno.EAGAIN, deferral.errno());
        deferred(() -> dom6.remove(path("/device")));
        deferred(() -> chmod(dom0, STATE, "b0", "r6"));
        write(dom6, "/device/new", "what the lost ones did not look at");
        write(dom6, "/elsewhere", "x");
        read(dom6, STATE);
        read(tx, STATE);
        write(tx, "/device/other", "done");
        assertEquals(0, over.get());
        tx.commit();
        assertEquals(1, over.get());
        assertEquals(1, count(deferral).get(), "late comers are told at once");
        disturb(dom6);
    }

    @Test
    @DisplayName("what the present transaction sees is protected as well, absence and lists included")
    void presentFootprint() throws StoreException {
        Transaction tx = favoured(dom5, dom6);
        write(dom6, "/elsewhere", "x");
        list(tx, "/device");
        assertFalse(exists(tx, "/device/lock"));
        deferred(() -> write(dom6, "/device/lock", "taken"));
        deferred(() -> write(dom6, "/device/other2", ""));
        write(tx, "/device/lock", "mine");
        tx.commit();
        assertEquals("mine", read(dom6, "/device/lock"));
    }

    @Test
    @DisplayName("a lock that comes and goes: what was absent then and is there now is expected either way")
    void comesAndGoes() throws StoreException {
        for (int i = 0; i < 2; i++) {
            Transaction tx = dom5.begin();
            boolean there = exists(tx, "/device/lock");
            write(tx, "/device/other", "x");
            if (there) {
                dom6.remove(path("/device/lock"));
            } else {
                write(dom6, "/device/lock", "");
            }
            assertThrows(ConflictException.class, tx::commit);
        }
        Transaction tx = dom5.begin();
        deferred(() -> write(dom6, "/device/lock", ""));
        write(tx, "/device/lock", "mine");
        assertEquals("mine", read(tx, "/device/lock"));
        tx.abort();
        // The lost path decides which transaction the reservation is for, so this one has ended it.
        write(dom6, "/device/lock", "");
    }

    @Test
    @DisplayName("a commit of somebody else's transaction is put off too, and goes on afterwards as it is")
    void transactionsWait() throws StoreException {
        Transaction other = dom6.begin();
        write(other, STATE, "from a transaction");
        write(other, "/device/more", "");
        Transaction tx = favoured(dom5, dom6);
        deferred(other::commit);
        assertEquals("from a transaction", read(other, STATE));
        read(tx, STATE);
        write(tx, "/device/other", "done");
        tx.commit();
        other.commit();
        assertEquals("from a transaction", read(dom0, STATE));
    }

    @Test
    @DisplayName(
            "an unprivileged holder holds others up for 20 ms from when the first of them waits, a privileged one for 250")
    void bounded() throws StoreException {
        Transaction tx = favoured(dom5, dom6);
        read(tx, STATE);
        time.passMillis(1000);
        AtomicInteger over = count(deferred(() -> disturb(dom6)));
        time.passMillis(19);
        deferred(() -> disturb(dom6));
        assertEquals(0, over.get());
        time.passMillis(1);
        assertEquals(1, over.get());
        disturb(dom6);
        write(tx, "/device/other", "x");
        assertThrows(ConflictException.class, tx::commit);

        Transaction toolstack = favoured(dom0, dom6);
        read(toolstack, STATE);
        over = count(deferred(() -> disturb(dom6)));
        time.passMillis(249);
        assertEquals(0, over.get());
        time.passMillis(1);
        assertEquals(1, over.get());
        disturb(dom6);
    }

    @Test
    @DisplayName("a guest's reservations have pauses: one at a time for all guests, one in a second for each")
    void pauses() throws StoreException {
        for (Session guest : List.of(dom5, dom6)) {
            lose(guest, dom0);
            lose(guest, dom0);
        }
        Transaction first = dom5.begin();
        Transaction second = dom6.begin();
        read(second, "/elsewhere");
        write(dom0, "/elsewhere", "only the first has a reservation");
        AtomicInteger over = count(deferred(() -> disturb(dom0)));
        time.passMillis(20);
        assertEquals(1, over.get());
        first.abort();
        second.abort();
        second = dom6.begin();
        disturb(dom0);
        second.abort();
        time.passMillis(20);
        first = dom5.begin();
        disturb(dom0);
        second = dom6.begin();
        deferred(() -> disturb(dom0));
        read(second, STATE);
        second.abort();
        disturb(dom0);
        first.abort();
        time.passMillis(1000);
        first = dom5.begin();
        deferred(() -> disturb(dom0));
        first.abort();
    }

    @Test
    @DisplayName("a reservation ends with its session, with a reset, and unused after five seconds")
    void ends() throws StoreException {
        favoured(dom5, dom6);
        AtomicInteger over = count(deferred(() -> disturb(dom6)));
        dom5.reset();
        assertEquals(1, over.get());
        disturb(dom6);

        time.passMillis(2000);
        favoured(dom5, dom6);
        over = count(deferred(() -> disturb(dom6)));
        store.bury(dom5.caller().principal());
        assertEquals(1, over.get());

        favoured(dom0, dom6);
        time.passMillis(4999);
        deferred(() -> disturb(dom6));
        time.passMillis(1);
        disturb(dom6);
    }

    @Test
    @DisplayName("what a session or a guest does to itself is no loss")
    void ownDoing() throws StoreException {
        Session again = store.session(access.domain(5), WatchSink.NONE);
        for (int i = 0; i < 5; i++) {
            lose(dom5, dom5);
            lose(dom5, again);
        }
        Transaction tx = dom5.begin();
        disturb(dom6);
        tx.abort();
        assertEquals(List.of(), deferrals);
        lose(dom0, dom0);
        lose(dom0, dom0);
        tx = dom0.begin();
        disturb(dom6);
        tx.abort();
    }

    @Test
    @DisplayName("success ends what counts against others; so do five seconds without a loss")
    void forgotten() throws StoreException {
        lose(dom5, dom6);
        Transaction won = dom5.begin();
        read(won, STATE);
        write(won, "/device/other", "x");
        won.commit();
        lose(dom5, dom6);
        dom5.begin();
        disturb(dom6);
        lose(dom0, dom6);
        lose(dom0, dom6);
        time.passMillis(5001);
        dom0.begin();
        disturb(dom6);
    }

    @Test
    @DisplayName("older reservations go before younger ones, and holders of both do not block each other for ever")
    void olderFirst() throws StoreException {
        Session one = store.session(access.peer(0), WatchSink.NONE);
        Session two = store.session(access.peer(0), WatchSink.NONE);
        lose(one, dom6);
        lose(one, dom6);
        lose(two, dom6);
        lose(two, dom6);
        Transaction older = one.begin();
        Transaction younger = two.begin();
        for (Transaction tx : List.of(older, younger)) {
            read(tx, STATE);
            write(tx, STATE, "mine");
        }
        AtomicInteger over = count(deferred(younger::commit));
        older.commit();
        assertEquals(1, over.get());
        assertThrows(ConflictException.class, younger::commit);
        assertTrue(deferrals.contains("0 at /device/state for 0"));
    }

    @Test
    @DisplayName("nobody is put off for more than half a second by one reservation after another")
    void longest() throws StoreException {
        List<Session> holders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            holders.add(store.session(access.peer(0), WatchSink.NONE));
        }
        for (Session holder : holders) {
            lose(holder, dom6);
            lose(holder, dom6);
        }
        int put = 0;
        for (Session holder : holders) {
            Transaction tx = holder.begin();
            read(tx, STATE);
            try {
                disturb(dom6);
                break;
            } catch (DeferredException e) {
                put++;
            }
            time.passMillis(250);
            tx.abort();
        }
        assertEquals(2, put);
    }

    @Test
    @DisplayName("a privileged client that never looks at the same twice gets everything after four losses")
    void desperate() throws StoreException {
        for (int i = 0; i < 4; i++) {
            write(dom0, "/way/" + i, "");
            chmod(dom0, "/way/" + i, "b0");
        }
        for (int i = 0; i < 4; i++) {
            Transaction tx = dom0.begin();
            write(dom6, "/way/" + i, "changed " + i);
            read(tx, "/way/" + i);
            write(tx, "/device/other", "x");
            write(dom6, "/way/" + i, "once more");
            assertThrows(ConflictException.class, tx::commit);
        }
        Transaction tx = dom0.begin();
        deferred(() -> write(dom6, "/elsewhere", "what nobody ever looked at"));
        deferred(() -> write(dom6, "/way/3", "x"));
        write(tx, "/device/other", "done");
        tx.commit();
        write(dom6, "/elsewhere", "");
    }

    @Test
    @DisplayName("the end of a principal and the program's own cycle are never put off")
    void notPutOff() throws StoreException {
        write(dom6, "/device/of6", "");
        Transaction tx = favoured(dom5, dom0);
        list(tx, "/device");
        store.bury(Principal.of(6));
        store.runCycle();
        assertEquals(List.of(), deferrals);
        write(tx, "/device/other", "x");
        assertThrows(ConflictException.class, tx::commit);
    }

    @Test
    @DisplayName("the program itself waits where clients are told to")
    void programWaits() throws Exception {
        Transaction tx = favoured(dom5, dom6);
        read(tx, STATE);
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        Thread program = new Thread(() -> {
            try {
                write(store.owner(), STATE, "from the program");
            } catch (StoreException e) {
                failed.set(e);
            }
        });
        program.start();
        while (program.getState() != Thread.State.WAITING && program.isAlive()) {
            Thread.onSpinWait();
        }
        write(tx, "/device/other", "done");
        tx.commit();
        program.join();
        assertEquals(null, failed.get());
        assertEquals("from the program", read(dom0, STATE));

        time.passMillis(2000);
        favoured(dom5, dom6);
        program = new Thread(() -> {
            try {
                store.owner().remove(path(STATE));
            } catch (StoreException e) {
                failed.set(e);
            }
        });
        program.start();
        program.interrupt();
        program.join();
        assertTrue(failed.get() instanceof DeferredException);
    }
}
