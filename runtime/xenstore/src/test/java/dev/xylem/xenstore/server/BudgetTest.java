package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.server.Conversation.message;
import static dev.xylem.xenstore.server.Conversation.octets;
import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Access;
import dev.xylem.store.Cycle;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Store;
import dev.xylem.store.UnixAccess;
import dev.xylem.xenstore.wire.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a client can make the server keep, and what happens when it does (XSA-326, XSA-416). */
class BudgetTest {
    private static final Principal GUEST = Principal.of(7);

    private static ByteBuffer requests(int count, int from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(message(GET_DOMAIN_PATH.number(), from + i, 0, octets("7|")));
        }
        return ByteBuffer.wrap(all.toByteArray()).order(java.nio.ByteOrder.nativeOrder());
    }

    private static int replies(Client client, ByteBuffer input) {
        ByteBuffer output = Conversation.buffer(Conversation.OUTPUT);
        client.advance(input, output);
        byte[] written = new byte[output.position()];
        output.get(0, written);
        return Conversation.replies(written).size();
    }

    /** The quota outstanding: no more replies at once than the transport has passed on. */
    @Test
    void outstandingReplies() {
        try (Site site = new Site()) {
            Client guest = site.guest(7).client();
            ByteBuffer input = requests(100, 0);
            assertEquals(20, replies(guest, input));
            assertEquals(80 * (Message.HEADER + 2), input.remaining(), "the rest was not even looked at");
            site.dom0.text(SET_QUOTA, "7|outstanding|3|");
            assertEquals(3, replies(guest, input));
            site.dom0.text(SET_QUOTA, "7|outstanding|0|");
            assertEquals(77, replies(guest, input));
            assertEquals(1000, replies(site.dom0.client(), requests(1000, 0)), "domain 0 has no quotas");
        }
    }

    /** Whoever asks for much lets others have their turn in between; nothing is lost, and events come in between as well. */
    @Test
    void turnsAreShort() {
        AtomicLong time = new AtomicLong();
        try (Site site = new Site(Cycle.NONE, () -> time.addAndGet(Client.TURN / 4))) {
            Client guest = site.guest(7).client();
            ByteBuffer input = requests(12, 0);
            List<Integer> turns = new ArrayList<>();
            Client.Progress progress;
            do {
                ByteBuffer output = Conversation.buffer(Conversation.OUTPUT);
                progress = guest.advance(input, output);
                byte[] written = new byte[output.position()];
                output.get(0, written);
                turns.add(Conversation.replies(written).size());
            } while (progress == Client.Progress.YIELD);
            assertEquals(Client.Progress.RECEIVE, progress);
            assertEquals(List.of(6, 6), turns);
        }
    }

    private static long memory(Site site) {
        return site.store.account(GUEST).memory();
    }

    /** Events that wait are memory of the watcher; beyond its quota they are dropped, and made good later. */
    @Test
    void waitingEventsAreCharged() {
        try (Site site = new Site()) {
            Conversation guest = site.guest(7);
            site.node("/busy", "", "r0");
            guest.text(WATCH, "/busy|t|");
            guest.events();
            long idle = memory(site);
            site.node("/busy", "1");
            long one = memory(site) - idle;
            assertTrue(one > 0);
            for (int i = 0; i < 9; i++) {
                site.node("/busy", "" + i);
            }
            assertEquals(idle + 10 * one, memory(site));
            assertEquals("10", site.read("/sys/connection/2/events-waiting"));
            guest.events();
            assertEquals(idle, memory(site));

            site.dom0.text(SET_QUOTA, "7|memory|" + (idle + 5 * one) + "|");
            for (int i = 0; i < 1000; i++) {
                site.node("/busy", "" + i);
            }
            assertTrue(memory(site) <= idle + 6 * one, "one event beyond the limit is the last");
            assertTrue(site.server.counters().eventsDropped() > 900);
            List<String> events = guest.events();
            assertEquals("/busy|t|", events.get(events.size() - 1));
            assertEquals(idle, memory(site), "all is given back");
            site.node("/busy", "again");
            assertEquals(List.of("/busy|t|"), guest.events());
        }
    }

    /** What the transport could not pass on counts, and so does the connection; all of it is given back at the end. */
    @Test
    void octetsInTheTransportAreCharged() {
        try (Site site = new Site()) {
            Conversation guest = site.guest(7);
            long idle = memory(site);
            assertTrue(idle > 0);
            guest.client().keeps(5000);
            assertEquals(idle + 5000, memory(site));
            guest.client().keeps(100);
            assertEquals(idle + 100, memory(site));
            site.dom0.client().keeps(5000);
            assertEquals(0, site.store.account(Principal.of(0)).memory());
            guest.text(WATCH, "/|t|");
            site.node("/a", "", "r0");
            guest.close();
            assertEquals(0, memory(site));
        }
    }

    /** Beyond its memory a principal gets one reply at a time, its requests that need more are refused, and it goes on. */
    @Test
    void beyondTheQuotaOfMemory() {
        try (Site site = new Site()) {
            Conversation guest = site.guest(7);
            site.node("/local/domain/7", "", "n7");
            guest.client().keeps(3 << 20);
            ByteBuffer input = requests(10, 0);
            assertEquals(1, replies(guest.client(), input));
            assertEquals("ENOMEM", guest.text(WATCH, "/a|t|"));
            assertEquals("ENOMEM", guest.text(WRITE, "a|1"));
            assertEquals("", guest.text(READ, "/local/domain/7|"));
            assertTrue(site.store.account(GUEST).exceeds(Quota.MEMORY));
            guest.client().keeps(0);
            assertEquals(9, replies(guest.client(), input));
            assertEquals("OK|", guest.text(WRITE, "a|1"));
            String last = String.join("\n", site.server.log().last().lines());
            assertTrue(last.contains("the quota soft-memory is 2097152; from 2621440 on requests are refused"), last);
        }
    }

    /** Where one user may connect many times: nobody gets another connection while its memory is used up. */
    @Test
    void connectionsAreMemory() {
        try (Store store = Store.builder(new UnixAccess(1000)).build()) {
            XenstoreServer server = new XenstoreServer(store);
            Access access = store.access();
            store.setQuota(Principal.of(1001), Quota.MEMORY, 10_000);
            List<Conversation> open = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                open.add(Conversation.with(server, access.peer(1001), Conversation.OUTPUT));
            }
            byte[] request = message(GET_DOMAIN_PATH.number(), 1, 0, octets("7|"));
            List<Client.Progress> progress = new ArrayList<>();
            for (Conversation talk : open) {
                talk.send(request);
                progress.add(talk.progress);
            }
            assertEquals(Client.Progress.RECEIVE, progress.get(8));
            assertEquals(Client.Progress.DISCONNECT, progress.get(9));
            assertEquals(Client.Progress.DISCONNECT, progress.get(19));
            assertEquals(11, server.counters().refusedConnections());
            try (Conversation owner = Conversation.with(server, access.peer(1000), Conversation.OUTPUT)) {
                owner.send(request);
                assertEquals(Client.Progress.RECEIVE, owner.progress);
            }
            open.forEach(Conversation::close);
            assertEquals(0, store.account(Principal.of(1001)).memory());
        }
    }
}
