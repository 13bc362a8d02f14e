package dev.xylem.xenstore.ring;

import static dev.xylem.xenstore.ring.Memory.CONNECTION;
import static dev.xylem.xenstore.ring.Memory.ERROR;
import static dev.xylem.xenstore.ring.Memory.FEATURES;
import static dev.xylem.xenstore.ring.Memory.REQ_CONS;
import static dev.xylem.xenstore.ring.Memory.REQ_PROD;
import static dev.xylem.xenstore.ring.Memory.RSP_CONS;
import static dev.xylem.xenstore.ring.Memory.RSP_PROD;
import static dev.xylem.xenstore.wire.MessageType.DIRECTORY;
import static dev.xylem.xenstore.wire.MessageType.READ;
import static dev.xylem.xenstore.wire.MessageType.TRANSACTION_END;
import static dev.xylem.xenstore.wire.MessageType.WATCH;
import static dev.xylem.xenstore.wire.MessageType.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Cycle;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.ring.SimulatedHypervisor.SimulatedDomain;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Domains served over rings: what flows, what holds it up, how a ring begins. */
class RingServingTest {
    private SimulatedMachine machine = new SimulatedMachine();

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void requestsAndReplies() throws Exception {
        RingGuest guest = machine.start(7);
        assertEquals("OK|", guest.text(WRITE, "name|seven"));
        assertEquals("seven", guest.text(READ, "/local/domain/7/name|"));
        assertEquals("seven", machine.read("/local/domain/7/name"));
        assertEquals("name|", guest.text(DIRECTORY, "/local/domain/7|"));
        assertEquals("EACCES", guest.text(READ, "/tool|"));
    }

    /** a message in single octets, and one that is longer than the ring, both ways. */
    @Test
    void anyFragmentation() throws Exception {
        RingGuest guest = machine.start(7);
        ByteBuffer request = RingGuest.message(WRITE.number(), 1, 0, "a|1");
        while (request.hasRemaining()) {
            guest.put(request.slice(request.position(), 1));
            request.position(request.position() + 1);
            machine.run();
        }
        assertEquals("OK|", guest.receiveAll().get(0).text());
        String value = "x".repeat(2000);
        assertEquals("OK|", guest.text(WRITE, "b|" + value));
        assertEquals(value, guest.text(READ, "b|"));
        machine.write("/local/domain/7/c", "y".repeat(4096));
        assertEquals("y".repeat(4096), guest.text(READ, "c|"));
    }

    /** nothing depends on where the indexes stand. */
    @Test
    void indexesMayStandAnywhere() throws Exception {
        RingGuest guest = machine.start(7);
        for (int start : new int[] {-1, -16, Integer.MAX_VALUE - 5, 1023}) {
            guest.memory().word(REQ_CONS, start);
            guest.memory().word(REQ_PROD, start);
            guest.memory().word(RSP_CONS, start);
            guest.memory().word(RSP_PROD, start);
            assertEquals("OK|", guest.text(WRITE, "a|" + start));
            assertEquals("" + start, guest.text(READ, "a|"));
        }
    }

    /** Firmware clears the indexes, those of the server too, before it starts the kernel. */
    @Test
    void firmwareThatClearsTheIndexes() throws Exception {
        RingGuest guest = machine.start(7);
        assertEquals("OK|", guest.text(WRITE, "a|1"));
        for (int word : new int[] {REQ_CONS, REQ_PROD, RSP_CONS, RSP_PROD}) {
            guest.memory().word(word, 0);
        }
        assertEquals("1", guest.text(READ, "a|"));
    }

    /** the guest is signalled when its request was taken, and when it was answered. */
    @Test
    void everyMoveIsSignalled() throws Exception {
        RingGuest guest = machine.start(7);
        guest.domain().signals();
        ByteBuffer request = RingGuest.message(READ.number(), 1, 0, "a|");
        guest.put(request.slice(0, 5));
        machine.run();
        assertEquals(1, guest.domain().signals(), "room");
        guest.put(request.slice(5, request.limit() - 5));
        machine.run();
        assertTrue(guest.domain().signals() > 0, "room and a reply");
        machine.run();
        guest.signal();
        machine.run();
        assertEquals(0, guest.domain().signals(), "nothing moved");
    }

    /** lost signals delay, and that is all. */
    @Test
    void lostSignals() throws Exception {
        RingGuest guest = machine.start(7);
        machine.hypervisor().lossy(true);
        guest.put(RingGuest.message(WRITE.number(), 1, 0, "a|1"));
        assertEquals(0, machine.run());
        machine.rescan();
        assertEquals("OK|", guest.receiveAll().get(0).text());
    }

    /** who takes no replies is not read; nothing gets lost, and another domain does not notice. */
    @Test
    void guestThatTakesNoReplies() throws Exception {
        RingGuest guest = machine.start(7);
        RingGuest innocent = machine.start(8);
        machine.write("/local/domain/7/big", "x".repeat(4000));
        ByteBuffer request = RingGuest.message(READ.number(), 9, 0, "big|");
        int requests = 0;
        int untouched = 0;
        while (untouched < 3) {
            int before = guest.memory().word(REQ_CONS);
            guest.put(request.rewind());
            requests += request.hasRemaining() ? 0 : 1;
            machine.run();
            untouched = guest.memory().word(REQ_CONS) == before ? untouched + 1 : 0;
            assertTrue(requests < 200, "the server does not stop reading");
        }
        assertEquals("OK|", innocent.text(WRITE, "a|1"));
        ByteBuffer rest = request.slice(request.position(), request.remaining());
        List<RingGuest.Received> replies = guest.receiveAll();
        requests += rest.hasRemaining() ? 1 : 0;
        guest.send(rest);
        int all = replies.size() + guest.receiveAll().size();
        assertEquals(requests, all);
        assertEquals(0, guest.incomplete());
    }

    /** an application with a backlog holds guests up; nothing is dropped. */
    @Test
    void backlogHoldsGuestsUp() throws Exception {
        machine.close();
        Backlog backlog = new Backlog();
        machine = new SimulatedMachine(store -> store.cycle(backlog));
        RingGuest guest = machine.start(7);
        backlog.full = true;
        guest.put(RingGuest.message(WRITE.number(), 1, 0, "a|1"));
        guest.put(RingGuest.message(WRITE.number(), 2, 0, "a|2"));
        assertEquals(List.of(), guest.receiveAll());
        backlog.full = false;
        backlog.again();
        assertEquals(2, guest.receiveAll().size());
        assertEquals("2", machine.read("/local/domain/7/a"));
    }

    private static final class Backlog implements Cycle {
        boolean full;
        private @Nullable Runnable waiting;

        @Override
        public void run(Proposal proposal) throws RefusedException {
            proposal.accept();
        }

        @Override
        public boolean ready() {
            return !full;
        }

        @Override
        public void whenReady(Runnable once) {
            waiting = once;
        }

        void again() {
            Runnable waking = waiting;
            if (waking != null) {
                waking.run();
            }
        }
    }

    /** V-3 and others' commits: events come without a request. */
    @Test
    void eventsComeByThemselves() throws Exception {
        RingGuest guest = machine.start(7);
        assertEquals("OK|", guest.text(WATCH, "a|t|"));
        assertEquals(List.of("a|t|"), guest.events());
        machine.write("/local/domain/7/a", "1");
        guest.domain().signals();
        assertEquals(List.of("a|t|"), guest.events());
        assertTrue(guest.domain().signals() > 0);
    }

    /** §10: INTRODUCE tells the features first, empties the ring and signals. Scenario 11: a connection word of 1 becomes 0. */
    @Test
    void introductionBeginsTheRing() throws Exception {
        SimulatedDomain domain = machine.hypervisor().build(7);
        Memory memory = domain.memory();
        memory.word(CONNECTION, 1);
        memory.word(ERROR, 3);
        memory.word(REQ_PROD, 5000);
        memory.word(RSP_CONS, 17);
        RingGuest guest = machine.introduce(domain);
        assertEquals(List.of("map 7", "bind 7 71"), machine.hypervisor().trace());
        assertEquals(Domains.FEATURES, memory.word(FEATURES));
        assertEquals(0, memory.word(CONNECTION));
        assertEquals(0, memory.word(ERROR));
        assertEquals(0, memory.word(REQ_PROD) | memory.word(REQ_CONS) | memory.word(RSP_PROD) | memory.word(RSP_CONS));
        assertTrue(domain.signals() > 0);
        assertEquals("EACCES", guest.text(READ, "/tool|"));
    }

    /** Only what the domain is offered is told, and only that works. */
    @Test
    void domainWithoutFeatures() throws Exception {
        SimulatedDomain domain = machine.hypervisor().build(7);
        machine.domains().setFeatures(7, 0);
        RingGuest guest = machine.introduce(domain);
        assertEquals(0, domain.memory().word(FEATURES));
        assertFalse(guest.reconnect(), "R-8 was not offered");
        domain.memory().word(REQ_PROD, 5000);
        guest.signal();
        machine.run();
        assertEquals(0, domain.memory().word(ERROR), "R-9: nor was the error word");
    }

    /** all state of the old connection is gone, wherever it was. */
    @Test
    void reconnection() throws Exception {
        RingGuest guest = machine.start(7);
        machine.write("/local/domain/7/big", "x".repeat(4000));
        int transaction = guest.begin();
        assertEquals("OK|", guest.text(WRITE, transaction, "a|1"));
        assertEquals("OK|", guest.text(WATCH, "a|t|"));
        guest.events();
        // A reply that the guest takes a part of, another one not at all, and half a request.
        guest.put(RingGuest.message(READ.number(), 1, 0, "big|"));
        guest.put(RingGuest.message(READ.number(), 2, 0, "big|"));
        guest.put(RingGuest.message(WRITE.number(), 3, 0, "a|2").limit(17));
        machine.run();
        guest.domain().signals();
        assertTrue(guest.reconnect());
        assertTrue(guest.domain().signals() > 0);
        Memory memory = guest.memory();
        assertEquals(0, memory.word(REQ_PROD) | memory.word(REQ_CONS) | memory.word(RSP_PROD) | memory.word(RSP_CONS));
        machine.write("/local/domain/7/a", "3");
        assertEquals(List.of(), guest.receiveAll(), "no old reply, no old watch");
        assertEquals("ENOENT", guest.text(TRANSACTION_END, transaction, "T|"));
        assertEquals("3", guest.text(READ, "a|"));
        assertEquals("OK|", guest.text(WATCH, "a|t|"), "the old one is gone");
    }

    /** T-10: INTRODUCE of a known domain, with another port, begins anew. */
    @Test
    void introductionOfAKnownDomain() throws Exception {
        RingGuest guest = machine.start(7);
        int transaction = guest.begin();
        assertEquals("OK|", guest.text(WATCH, "a|t|"));
        guest.put(RingGuest.message(WRITE.number(), 3, 0, "a|2").limit(17));
        machine.run();
        machine.hypervisor().trace();
        guest.domain().rebind(99);
        RingGuest again = machine.introduce(guest.domain());
        assertEquals(List.of("unbind 7 71", "bind 7 99"), machine.hypervisor().trace());
        assertEquals("ENOENT", again.text(TRANSACTION_END, transaction, "T|"));
        machine.write("/local/domain/7/a", "3");
        assertEquals(List.of(), again.events());
    }

    /** the target outlives the connection. */
    @Test
    void targetOutlivesReconnection() throws Exception {
        RingGuest stub = machine.start(7);
        RingGuest guest = machine.start(8);
        assertEquals("OK|", guest.text(WRITE, "a|1"));
        assertEquals("EACCES", stub.text(READ, "/local/domain/8/a|"));
        machine.domains().setTarget(7, 8);
        assertEquals("1", stub.text(READ, "/local/domain/8/a|"));
        assertTrue(stub.reconnect());
        assertEquals("1", stub.text(READ, "/local/domain/8/a|"));
    }

    /** A guest that fills its ring as fast as it is emptied gets a share, not everything: the server comes to others. */
    @Test
    void busyGuestLeavesTurnsToOthers() throws Exception {
        RingGuest busy = machine.start(7);
        RingGuest innocent = machine.start(8);
        // Its channel's handler fills the ring at once with requests that need no answer's room.
        ByteBuffer endless = ByteBuffer.allocate(1 << 20).order(ByteOrder.nativeOrder());
        while (endless.remaining() > 100) {
            endless.put(RingGuest.message(WRITE.number(), 1, 0, "a|1"));
        }
        endless.flip();
        busy.domain().channel().onSignal(() -> {
            busy.put(endless);
            busy.memory().word(RSP_CONS, busy.memory().word(RSP_PROD));
        });
        busy.put(endless);
        assertEquals("OK|", innocent.text(WRITE, "a|1"));
    }
}
