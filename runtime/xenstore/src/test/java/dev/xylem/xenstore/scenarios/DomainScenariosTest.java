package dev.xylem.xenstore.scenarios;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.StoreException;
import dev.xylem.xenstore.domain.Hypervisor.State;
import dev.xylem.xenstore.ring.RingGuest;
import dev.xylem.xenstore.ring.SimulatedHypervisor.SimulatedDomain;
import dev.xylem.xenstore.server.Conversation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Domains that come, stop, crash, misbehave and go. */
class DomainScenariosTest extends ScenarioFixture {
    /** The store's side: resolution by a name belongs to what is built upon it. */
    @Test
    @DisplayName("scenario 10: nobody takes a name that was not given to it")
    void s10NameSquatting() {
        RingGuest server = start(7);
        RingGuest thief = start(8);
        int id = begin(toolstack);
        directory(toolstack, id, "/conduit", "r0|");
        directory(toolstack, id, "/conduit/db", "r7|");
        ok(toolstack, TRANSACTION_END, id, "T|");
        assertEquals("EACCES", thief.text(WRITE, "/conduit/db|8"));
        assertEquals("EACCES", thief.text(WRITE, "/conduit/other|8"), "not even one that is free");
        assertEquals("EACCES", thief.text(RM, "/conduit/db|"));
        assertEquals("EACCES", thief.text(SET_PERMS, "/conduit/db|n8|"));
        ok(server, WRITE, "/conduit/db|7");
        assertEquals("EPERM", server.text(SET_PERMS, "/conduit/db|n8|"), "nor is it given on");
        assertEquals("7", thief.text(READ, "/conduit/db|"));
        assertEquals("r7|", thief.text(GET_PERMS, "/conduit/db|"), "whose it is can be seen");
    }

    @Test
    @DisplayName(
            "scenario 11: introduction of a domain whose home was made before, and whose guest wants a new connection")
    void s11Introduction() throws StoreException {
        ok(toolstack, WATCH, "@introduceDomain|plain|");
        ok(toolstack, WATCH, "@introduceDomain|deep|1|");
        toolstack.events();
        SimulatedDomain domain = machine.hypervisor().build(7);
        int id = begin(toolstack);
        directory(toolstack, id, "/local/domain/7", "n0|r7|");
        for (int i = 0; i < 28; i++) {
            ok(toolstack, WRITE, id, "/local/domain/7/key" + i + "|" + i);
        }
        ok(toolstack, MKDIR, id, "/local/domain/7/data|");
        ok(toolstack, SET_PERMS, id, "/local/domain/7/data|n7|");
        ok(toolstack, TRANSACTION_END, id, "T|");
        assertEquals("F|", toolstack.text(IS_DOMAIN_INTRODUCED, "7|"));
        int before = cycles.size();
        domain.memory().wantReconnection();
        RingGuest guest = machine.introduce(domain);
        assertEquals("T|", toolstack.text(IS_DOMAIN_INTRODUCED, "7|"));
        assertEquals(List.of("@introduceDomain|plain|", "@introduceDomain/7|deep|"), sorted(toolstack.events()));
        assertTrue(domain.memory().connected(), "the handshake ends with 0");
        assertEquals("27", guest.text(READ, "key27|"), "permissions from before are valid");
        ok(guest, WRITE, "data/x|y");
        assertEquals(before + 1, cycles.size(), "introduction itself changes no node");
    }

    private static List<String> sorted(List<String> events) {
        return events.stream().sorted((a, b) -> b.compareTo(a)).toList();
    }

    @Test
    @DisplayName("scenario 12: stopped, resumed, stopped, destroyed; and another domain with its number")
    void s12Lives() {
        RingGuest first = start(7);
        start(8);
        int id = begin(toolstack);
        directory(toolstack, id, "/shared", "b0|");
        directory(toolstack, id, "/secret", "n0|b7|");
        ok(toolstack, TRANSACTION_END, id, "T|");
        ok(first, WRITE, "/shared/of-7/below|x");
        ok(first, WRITE, "x|y");
        ok(toolstack, WATCH, "@releaseDomain|t|");
        toolstack.events();
        set(7, State.STOPPED);
        ok(toolstack, RESUME, "7|");
        set(7, State.RUNNING);
        set(7, State.STOPPED);
        assertEquals(2, toolstack.events().size());
        set(7, State.GONE);
        assertEquals(List.of("@releaseDomain|t|"), toolstack.events(), "V-11: three occasions");
        assertEquals("ENOENT", toolstack.text(READ, "/shared/of-7|"));
        assertEquals("ENOENT", toolstack.text(READ, "/local/domain/7|"));
        assertEquals(0, nodes(7));
        RingGuest second = start(7);
        assertEquals(1, nodes(7), "its home");
        assertEquals("EACCES", second.text(READ, "/secret|"));
        assertEquals("", second.text(DIRECTORY, "/local/domain/7|"));
    }

    @Test
    @DisplayName("scenario 13: a crash with ten transactions, a hundred watches and half a ring of unread octets")
    void s13Crash() {
        start(8);
        RingGuest guest = start(7);
        ok(toolstack, WATCH, "@releaseDomain|t|");
        toolstack.events();
        for (int i = 0; i < 10; i++) {
            ok(guest, WRITE, guest.begin(), "t" + i + "|x");
        }
        for (int i = 0; i < 100; i++) {
            ok(guest, WATCH, "w" + i + "|t|");
        }
        guest.events();
        int id = begin(toolstack);
        ok(toolstack, WRITE, id, "/local/domain/8/name|x");
        assertEquals("name|", toolstack.text(DIRECTORY, id, "/local/domain/8|"));
        ByteBuffer half =
                RingGuest.message(WRITE.number(), 1, 0, "x|" + "v".repeat(1000)).limit(512);
        guest.put(half);
        set(7, State.GONE);
        var principal = machine.store().access().principal(7);
        assertEquals(0, machine.store().watches(principal) + machine.store().transactions(principal) + nodes(7));
        assertEquals(0, machine.store().account(principal).memory());
        assertEquals(List.of("@releaseDomain|t|"), toolstack.events(), "one occasion");
        ok(toolstack, TRANSACTION_END, id, "T|");
    }

    @Test
    @DisplayName("scenario 21: a request of 5000 octets, a bad index, and a new beginning each time")
    void s21Abuse() {
        RingGuest guest = start(7);
        RingGuest neighbour = start(8);
        Conversation watcher = client();
        ok(watcher, WATCH, "@releaseDomain|t|");
        watcher.events();
        ok(guest, WATCH, "/local/domain/7|old|");
        guest.events();
        int id = guest.begin();
        ByteBuffer header =
                ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putInt(12, 5_000);
        guest.put(header);
        machine.run();
        assertEquals(3, guest.memory().error(), "the payload is too long");
        assertNull(guest.ask(READ, 0, "x|"), "no further octet is looked at");
        assertEquals("T|", toolstack.text(IS_DOMAIN_INTRODUCED, "7|"));
        assertTrue(guest.reconnect());
        assertEquals(0, guest.memory().error());
        assertEquals("ENOENT", guest.text(READ, id, "x|"), "no old transaction");
        ok(guest, WRITE, "x|1");
        assertEquals(List.of(), guest.events(), "no old watch");

        guest.memory().breakRequestIndex();
        guest.signal();
        machine.run();
        assertEquals(2, guest.memory().error(), "an index is wrong");
        assertTrue(guest.reconnect());
        assertEquals("1", guest.text(READ, "x|"));
        ok(neighbour, WRITE, "x|1");
        assertEquals(List.of(), watcher.events(), "XSA-325: nothing was released");
    }
}
