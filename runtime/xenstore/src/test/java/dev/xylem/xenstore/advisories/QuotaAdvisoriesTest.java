package dev.xylem.xenstore.advisories;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Node;
import dev.xylem.store.Quota;
import dev.xylem.xenstore.server.Conversation;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advisories on what one domain may use, and on requests that fail half-way. */
class QuotaAdvisoriesTest extends AdvisoryFixture {
    private static final int NODES = Quota.NODES.standard();

    @Test
    @DisplayName("XSA-272: ten thousand nodes by every way to create one, refused at the limit")
    void xsa272EveryWay() {
        Conversation guest = home(7);
        IntFunction<String> direct =
                i -> i % 2 == 0 ? guest.text(WRITE, "w" + i + "|") : guest.text(MKDIR, "m" + i + "|");
        IntFunction<String> deep = i -> guest.text(i % 2 == 0 ? WRITE : MKDIR, "d" + i + "/a/b|");
        // Names in one directory are limited by the size of its node.
        ok(dom0, SET_QUOTA, "7|node-size|0|");
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            String reply = switch (i % 3) {
                case 0 -> direct.apply(i);
                case 1 -> deep.apply(i);
                default -> inTransaction(guest, i);
            };
            if (reply.equals("ENOSPC")) {
                refused++;
            } else {
                assertEquals(OK, reply);
            }
            assertTrue(nodes(7) <= NODES);
        }
        assertEquals(NODES, nodes(7), "Q-10: the limit itself is allowed");
        assertTrue(refused > 8_000);
        assertEquals(NODES, recounted());
    }

    private static String inTransaction(Conversation guest, int i) {
        int id = begin(guest);
        String first = guest.text(MKDIR, id, "t" + i + "|");
        String second = guest.text(WRITE, id, "t" + i + "/x|y");
        ok(guest, TRANSACTION_END, id, "T|");
        return first.equals(OK) ? second : first;
    }

    private int recounted() {
        Node home = site.state().node(dev.xylem.store.Path.of("/local/domain/7"));
        return home == null ? 0 : home.size();
    }

    @Test
    @DisplayName("XSA-330: watches that RESET_WATCHES dropped are gone everywhere, a hundred thousand times")
    void xsa330Reset() {
        Conversation guest = home(7);
        long before = account(7).memory();
        int rounds = times(100_000, 2_000);
        for (int i = 0; i < rounds; i++) {
            for (int watch = 0; watch < 100; watch++) {
                ok(guest, WATCH, "x" + watch + "|" + i + "|");
            }
            guest.events();
            ok(guest, RESET_WATCHES, "|");
            assertEquals(0, site.store.watches(site.access.principal(7)));
        }
        assertEquals(before, account(7).memory());
        ok(guest, WRITE, "x1|y");
        assertTrue(guest.events().isEmpty());
    }

    /** Also XSA-115 in part: counts of every node in between are what they were. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    @DisplayName("XSA-414: a creation that fails at any of its levels leaves the very same tree")
    void xsa414PartialCreation(int free) {
        Conversation guest = home(7);
        ok(dom0, SET_QUOTA, "7|nodes|" + (nodes(7) + free) + "|");
        Node before = site.state().root();
        int owned = nodes(7);
        String reply = guest.text(WRITE, "a/b/c/d|x");
        assertEquals(free >= 4 ? OK : "ENOSPC", reply);
        if (free < 4) {
            assertSame(before, site.state().root());
            assertEquals(owned, nodes(7));
        }
    }

    /** What failed left nothing behind in the transaction, so there is nothing that the commit would have to refuse (T-8). */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @DisplayName("XSA-415: nor does it leave an orphan when it fails inside a transaction that commits")
    void xsa415PartialCreationInside(int free) {
        Conversation guest = home(7);
        ok(dom0, SET_QUOTA, "7|nodes|" + (nodes(7) + free) + "|");
        int id = begin(guest);
        ok(guest, WRITE, id, "/local/domain/7|marked");
        String reply = guest.text(MKDIR, id, "a/b/c/d|");
        assertEquals(free >= 4 ? OK : "ENOSPC", reply);
        int owned = nodes(7);
        ok(guest, TRANSACTION_END, id, "T|");
        assertEquals(free >= 4 ? owned + 4 : owned, nodes(7));
        assertEquals(nodes(7), recounted(), "no node without a parent");
        assertEquals("marked", guest.text(READ, "/local/domain/7|"));
    }

    @Test
    @DisplayName("XSA-115: removal needs no quota, not even below a node that is too large by now")
    void xsa115Removal() {
        Conversation guest = home(7);
        for (int i = 0; i < 20; i++) {
            ok(guest, WRITE, "dir/" + "n".repeat(50) + i + "|x");
        }
        ok(dom0, SET_QUOTA, "7|node-size|100|");
        ok(dom0, SET_QUOTA, "7|nodes|1|");
        ok(dom0, SET_QUOTA, "7|memory|1|");
        for (int i = 0; i < 20; i++) {
            ok(guest, RM, "dir/" + "n".repeat(50) + i + "|");
        }
        ok(guest, RM, "dir|");
        assertEquals(1, nodes(7));
    }

    @Test
    @DisplayName(
            "XSA-419: two guests that fill each other's directories and reboot a thousand times leave nothing behind")
    void xsa419NobodysNodes() {
        home(7);
        home(8);
        site.node("/shared", "", "b0");
        int size = site.state().root().size();
        for (int boot = 0; boot < 1_000; boot++) {
            Conversation first = site.guest(7);
            Conversation second = site.guest(8);
            for (int i = 0; i < 5; i++) {
                ok(first, WRITE, "/shared/7-" + i + "/x|y");
                ok(first, SET_PERMS, "/shared/7-" + i + "|b7|");
                ok(second, WRITE, "/shared/7-" + i + "/theirs/x|y");
            }
            destroy(boot % 2 == 0 ? 7 : 8);
            destroy(boot % 2 == 0 ? 8 : 7);
            assertTrue(site.state().root().size() <= size);
            assertEquals(0, nodes(7) + nodes(8));
        }
    }

    @Test
    @DisplayName("XSA-483: the last of a thousand boots at full quota may still create its full quota")
    void xsa483CountersEnd() {
        home(7);
        site.node("/shared", "", "b0");
        // Names in one directory are limited by the size of its node.
        for (int i = 0; i < 10; i++) {
            site.node("/shared/" + i, "", "b0");
        }
        for (int boot = 0; boot < 1_000; boot++) {
            destroy(7);
            Conversation guest = site.guest(7);
            for (int i = 0; i < NODES; i++) {
                ok(guest, MKDIR, "/shared/" + i % 10 + "/" + i / 10 + "|");
            }
            assertEquals("ENOSPC", guest.text(MKDIR, "/shared/more|"));
            for (int i = 0; i < Quota.TRANSACTIONS.standard(); i++) {
                begin(guest);
            }
            assertEquals("ENOSPC", guest.text(TRANSACTION_START, "|"));
            for (int i = 0; i < Quota.WATCHES.standard(); i++) {
                ok(guest, WATCH, "x|" + i + "|");
            }
            assertEquals("ENOSPC", guest.text(WATCH, "x|more|"));
        }
        ok(dom0, SET_QUOTA, "7|nodes|20|");
        destroy(7);
        assertEquals(NODES, account(7).quotas().of(Quota.NODES), "and limits of its own end with it");
    }

    @Test
    @DisplayName("XSA-440: two transactions remove the same fifty nodes, and no counter goes below zero")
    void xsa440SameRemovals() {
        Conversation guest = home(7);
        for (int i = 0; i < 50; i++) {
            ok(guest, WRITE, "x" + i + "|");
        }
        int first = begin(guest);
        int second = begin(dom0);
        for (int i = 0; i < 50; i++) {
            ok(guest, RM, first, "x" + i + "|");
            ok(dom0, RM, second, "/local/domain/7/x" + i + "|");
        }
        ok(guest, TRANSACTION_END, first, "T|");
        String reply = dom0.text(TRANSACTION_END, second, "T|");
        assertTrue(reply.equals(OK) || reply.equals("EAGAIN"), reply);
        assertEquals(1, nodes(7));
    }

    @Test
    @DisplayName("XSA-421: created, changed and removed in one transaction is nothing at all")
    void xsa421CreatedAndRemoved() {
        Conversation guest = home(7);
        ok(guest, WATCH, "/local/domain/7|t|");
        guest.events();
        int owned = nodes(7);
        int id = begin(guest);
        for (int i = 0; i < 20; i++) {
            ok(guest, WRITE, id, "a/b/c|" + i);
            ok(guest, SET_PERMS, id, "a/b|b7|");
            ok(guest, RM, id, "a|");
        }
        ok(guest, WRITE, id, "kept|x");
        ok(guest, TRANSACTION_END, id, "T|");
        assertEquals(owned + 1, nodes(7));
        assertEquals("kept|", guest.text(DIRECTORY, "/local/domain/7|"));
        assertTrue(guest.events().contains("/local/domain/7/kept|t|"));
    }
}
