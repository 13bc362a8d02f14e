package dev.xylem.xenstore.advisories;

import static dev.xylem.xenstore.wire.MessageType.CONTROL;
import static dev.xylem.xenstore.wire.MessageType.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.Account;
import dev.xylem.xenstore.domain.Hypervisor.State;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.server.Site;
import dev.xylem.xenstore.wire.MessageType;
import org.junit.jupiter.api.AfterEach;

/** A machine with a toolstack and an innocent domain, which is answered whatever happened, and right counters afterwards. */
abstract class AdvisoryFixture {
    static final String OK = "OK|";

    final Site site = new Site();
    final Conversation dom0 = site.dom0;
    private final Conversation innocent = home(99);

    AdvisoryFixture() {
        assertEquals(OK, innocent.text(MessageType.WRITE, "x|1"));
    }

    /** How often something is done: as often as the advisory asks under the profile {@code endurance}, else a part of it. */
    static int times(int asked, int sample) {
        return Long.getLong("xylem.endurance.seconds", 0) > 0 ? asked : sample;
    }

    /** A domain with a home of its own. */
    final Conversation home(int domain) {
        Conversation guest = site.guest(domain);
        site.node("/local/domain/" + domain, "", "n" + domain);
        return guest;
    }

    /** Ends a domain and its connection. */
    final void destroy(int domain) {
        site.machine.set(domain, State.GONE);
    }

    final int nodes(int domain) {
        return site.store.nodes(site.access.principal(domain));
    }

    final Account account(int domain) {
        return site.store.account(site.access.principal(domain));
    }

    static void ok(Conversation talk, MessageType type, String payload) {
        assertEquals(OK, talk.text(type, payload), type + " " + payload);
    }

    static void ok(Conversation talk, MessageType type, int transaction, String payload) {
        assertEquals(OK, talk.text(type, transaction, payload), type + " " + payload + " in " + transaction);
    }

    static int begin(Conversation talk) {
        String id = talk.text(MessageType.TRANSACTION_START, "|");
        return Integer.parseInt(id.substring(0, id.length() - 1));
    }

    @AfterEach
    void innocentIsAnsweredAndCountersAreRight() {
        assertEquals("1", innocent.text(READ, "x|"));
        assertEquals(OK, dom0.text(CONTROL, "check|"), "Q-4: recounted = stored");
        assertEquals(0, site.server.counters().failures(), "nothing failed in an unforeseen way");
        site.close();
    }
}
