package dev.xylem.xenstore.advisories;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.domain.Hypervisor.State;
import dev.xylem.xenstore.server.Client;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.wire.Message;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advisories on connections and domains that begin and end at awkward moments. */
class LifecycleAdvisoriesTest extends AdvisoryFixture {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @DisplayName("XSA-233: a domain and its stub domain end in any order, one release event each")
    void xsa233StubDomains(int how) {
        home(7);
        Conversation stub = home(8);
        ok(dom0, SET_TARGET, "8|7|");
        ok(stub, WRITE, "/local/domain/7/by-stub|x");
        ok(dom0, WATCH, "@releaseDomain|t|1|");
        dom0.events();
        switch (how) {
            case 0 -> {
                destroy(7);
                destroy(8);
            }
            case 1 -> {
                destroy(8);
                destroy(7);
            }
            case 2 -> {
                ok(dom0, RELEASE, "7|");
                destroy(7);
                destroy(8);
            }
            default -> {
                ok(dom0, RELEASE, "8|");
                destroy(8);
                destroy(7);
            }
        }
        List<String> events = dom0.events();
        assertEquals(1, events.stream().filter("@releaseDomain/7|t|"::equals).count(), events.toString());
        assertEquals(1, events.stream().filter("@releaseDomain/8|t|"::equals).count(), events.toString());
        assertEquals(0, nodes(7) + nodes(8));
    }

    @Test
    @DisplayName(
            "XSA-325: a guest that breaks the protocol stays registered; release events come when it stops and when it ends")
    void xsa325ReleaseEventsAreTrue() {
        Conversation guest = home(7);
        ok(dom0, WATCH, "@releaseDomain|t|");
        dom0.events();
        ByteBuffer header = Conversation.buffer(Message.HEADER);
        guest.send(
                header.putInt(READ.number()).putInt(1).putInt(0).putInt(5_000).array());
        assertEquals(Client.Progress.DISCONNECT, guest.progress);
        assertEquals(List.of(), dom0.events());
        assertEquals("T|", dom0.text(IS_DOMAIN_INTRODUCED, "7|"));
        site.machine.set(7, State.STOPPED);
        assertEquals(List.of("@releaseDomain|t|"), dom0.events());
        assertEquals("T|", dom0.text(IS_DOMAIN_INTRODUCED, "7|"));
        destroy(7);
        assertEquals(List.of("@releaseDomain|t|"), dom0.events());
        assertEquals("F|", dom0.text(IS_DOMAIN_INTRODUCED, "7|"), "whoever looks now finds it gone");
        assertEquals("ENOENT", dom0.text(READ, "/local/domain/7|"));
    }

    @Test
    @DisplayName("XSA-425: RELEASE and INTRODUCE of neighbours from within requests, ten thousand times")
    void xsa425Storm() {
        for (int domain = 1; domain <= 5; domain++) {
            home(domain);
        }
        for (int i = 0; i < 10_000; i++) {
            int domain = 1 + i % 5;
            if (i % 3 == 0) {
                ok(dom0, INTRODUCE, domain + "|1|2|");
            } else {
                ok(dom0, RELEASE, domain + "|");
                ok(dom0, INTRODUCE, domain + "|1|2|");
            }
        }
        for (int domain = 1; domain <= 5; domain++) {
            assertEquals("/local/domain/3|", site.guest(domain).text(GET_DOMAIN_PATH, "3|"));
        }
    }

    @Test
    @DisplayName("XSA-484: RESET_WATCHES, INTRODUCE and reconnection drop a transaction that the request itself names")
    void xsa484ResetInside() {
        Conversation guest = home(7);
        int live = begin(guest);
        ok(guest, WRITE, live, "x|y");
        ok(guest, WATCH, "x|t|");
        ok(guest, RESET_WATCHES, live, "|");
        assertEquals("ENOENT", guest.text(TRANSACTION_END, live, "T|"));
        assertEquals("ENOENT", guest.text(RESET_WATCHES, live, "|"));
        assertEquals(0, site.store.watches(site.access.principal(7)));
        assertEquals("ENOENT", guest.text(READ, "x|"));

        int dom0s = begin(dom0);
        int guests = begin(guest);
        ok(dom0, INTRODUCE, dom0s, "7|1|2|");
        assertEquals("ENOENT", guest.text(READ, guests, "x|"), "T-10: introduced anew");
        ok(dom0, TRANSACTION_END, dom0s, "T|");
        assertEquals("ENOENT", dom0.text(INTRODUCE, dom0s, "7|1|2|"));

        int again = begin(guest);
        ok(guest, WRITE, again, "x|y");
        guest.client().reset();
        assertEquals("ENOENT", guest.text(TRANSACTION_END, again, "T|"));
        assertEquals(0, site.store.transactions(site.access.principal(7)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("XSA-484: a request that breaks the protocol ends the connection, whatever transaction it names")
    void xsa484ViolationInside(boolean live) {
        Conversation guest = home(7);
        int id = begin(guest);
        if (!live) {
            ok(guest, TRANSACTION_END, id, "F|");
        }
        ok(guest, WATCH, "x|t|");
        ByteBuffer header = Conversation.buffer(Message.HEADER);
        guest.send(header.putInt(RESET_WATCHES.number())
                .putInt(1)
                .putInt(id)
                .putInt(Message.MAX_PAYLOAD + 1)
                .array());
        assertEquals(Client.Progress.DISCONNECT, guest.progress);
        guest.close();
        assertEquals(0, site.store.watches(site.access.principal(7)));
        assertEquals(0, site.store.transactions(site.access.principal(7)));
    }

    @Test
    @DisplayName("XSA-484: a domain ends in the middle of its own and of others' transactions")
    void xsa484DeathInside() {
        Conversation guest = home(7);
        int id = begin(guest);
        ok(guest, WRITE, id, "x|y");
        int toolstack = begin(dom0);
        ok(dom0, RELEASE, toolstack, "7|");
        ok(dom0, WRITE, toolstack, "/tool/x|y");
        ok(dom0, TRANSACTION_END, toolstack, "T|");
        assertEquals("y", dom0.text(READ, "/tool/x|"));
        assertEquals(0, site.store.transactions(site.access.principal(7)));
    }

    @Test
    @DisplayName("V-11: both occasions of release are announced, to plain watches and to those with depth, once each")
    void v11BothOccasions() {
        home(7);
        ok(dom0, WATCH, "@releaseDomain|plain|");
        ok(dom0, WATCH, "@releaseDomain|deep|1|");
        ok(dom0, WATCH, "@releaseDomain/7|one|");
        dom0.events();
        for (State state : List.of(State.STOPPED, State.GONE)) {
            site.machine.set(7, state);
            List<String> events = dom0.events();
            assertEquals(3, events.size(), state + ": " + events);
            assertTrue(events.containsAll(
                    List.of("@releaseDomain|plain|", "@releaseDomain/7|deep|", "@releaseDomain/7|one|")));
        }
    }
}
