package dev.xylem.xenstore.advisories;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Node;
import dev.xylem.xenstore.domain.Hypervisor.State;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.wire.MessageType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advisories on who may do and see what. */
class AccessAdvisoriesTest extends AdvisoryFixture {
    /** Every operation on a node, as one that changes nothing but by its success. */
    private static final Map<MessageType, String> ON_NODES = Map.of(
            READ, "%s|",
            DIRECTORY, "%s|",
            DIRECTORY_PART, "%s|0|",
            GET_PERMS, "%s|",
            WRITE, "%s|x",
            MKDIR, "%s|",
            RM, "%s|",
            SET_PERMS, "%s|n7|");

    private static void allDenied(Conversation guest, int transaction, String path) {
        ON_NODES.forEach((type, payload) -> {
            String request = String.format(payload, path);
            assertEquals("EACCES", guest.text(type, transaction, request), type + " " + request);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tty", "output", "path", "limit", "type"})
    @DisplayName("XSA-57: what the backend trusts in a console's directory, the guest cannot change")
    void xsa57TrustedKeys(String key) {
        Conversation guest = home(7);
        String node = "/local/domain/7/device/console/0/" + key;
        site.node("/local/domain/7/device", "", "n0", "r7");
        site.node(node, "trusted", "n0", "r7");
        site.node("/local/domain/7/device/console/0", "", "n0", "r7");
        int transaction = begin(guest);
        for (int in : new int[] {0, transaction}) {
            assertEquals("EACCES", guest.text(WRITE, in, node + "|/etc/passwd"));
            assertEquals("EACCES", guest.text(RM, in, node + "|"));
            assertEquals("EACCES", guest.text(MKDIR, in, node + "|"));
            assertEquals("EACCES", guest.text(SET_PERMS, in, node + "|b7|"));
            assertEquals("EACCES", guest.text(WRITE, in, "device/console/0/more|x"));
        }
        ok(guest, TRANSACTION_END, transaction, "T|");
        assertEquals("trusted", guest.text(READ, node + "|"));
    }

    @Test
    @DisplayName(
            "XSA-175, XSA-178: a guest that names a victim's path gets nothing of it, and its node says whose word it is")
    void xsa175UntrustedPaths() {
        Conversation guest = home(7);
        home(8);
        site.node("/local/domain/8/secret", "victim", "n8");
        ok(guest, WRITE, "device/vif/0/backend|/local/domain/8/secret");
        String path = dom0.text(READ, "/local/domain/7/device/vif/0/backend|");
        allDenied(guest, 0, path);
        assertEquals(
                "n7|", dom0.text(GET_PERMS, "/local/domain/7/device/vif/0/backend|"), "the reader can see whose it is");
    }

    @Test
    @DisplayName("XSA-115: a guest that watches everything hears nothing of another domain's life")
    void xsa115Lifecycle() {
        Conversation spy = home(7);
        for (String path : List.of("/", "/vm", "/local", "/local/domain/8", "/local/domain/8/name", "/libxl")) {
            ok(spy, WATCH, path + "|t|");
        }
        ok(spy, WATCH, "@introduceDomain|t|");
        ok(spy, WATCH, "@releaseDomain|t|");
        assertEquals(8, spy.events().size(), "V-3: each fires once, whatever it is");

        Conversation other = home(8);
        site.node("/vm/uuid/name", "other");
        site.node("/libxl/8/type", "pv");
        site.node("/local/domain/8/name", "other", "n0", "r8");
        site.node("/local/domain/8/device/vif/0/state", "1", "n8", "r0");
        ok(other, WRITE, "device/vif/0/state|3");
        ok(dom0, SET_PERMS, "/local/domain/8/device/vif/0/state|n8|r0|r9|");
        ok(dom0, RM, "/local/domain/8/name|");
        site.machine.set(8, State.STOPPED);
        destroy(8);
        ok(dom0, RM, "/vm|");
        ok(dom0, RM, "/libxl|");
        ok(dom0, RM, "/local/domain/8|");
        assertEquals(List.of(), spy.events());

        assertEquals("EACCES", spy.text(IS_DOMAIN_INTRODUCED, "8|"));
        ok(dom0, SET_PERMS, "@releaseDomain|n0|r7|");
        assertEquals(List.of(), spy.events(), "rights on a special node are no event of it");
        site.guest(8);
        destroy(8);
        assertEquals(List.of("@releaseDomain|t|"), spy.events());
    }

    @Test
    @DisplayName("XSA-115: what is granted and taken back in one transaction is not heard of")
    void xsa115GrantAndRevoke() {
        Conversation spy = home(7);
        site.node("/secret", "x");
        ok(spy, WATCH, "/secret|t|");
        spy.events();
        int transaction = begin(dom0);
        ok(dom0, SET_PERMS, transaction, "/secret|n0|r7|");
        ok(dom0, WRITE, transaction, "/secret|y");
        ok(dom0, SET_PERMS, transaction, "/secret|n0|");
        ok(dom0, TRANSACTION_END, transaction, "T|");
        assertEquals(List.of(), spy.events());
    }

    @Test
    @DisplayName("XSA-115: a watch that names a transaction that there is not is registered all the same")
    void xsa115WatchIgnoresTransactions() {
        Conversation guest = home(7);
        ok(guest, WATCH, 4711, "x|t|");
        assertEquals(List.of("x|t|"), guest.events());
        ok(guest, UNWATCH, 4711, "x|t|");
    }

    @Test
    @DisplayName(
            "XSA-322: the next domain with a number has no right of the former one, on fifty nodes, in old transactions")
    void xsa322Reincarnation() {
        home(7);
        Conversation friend = home(8);
        for (int i = 0; i < 50; i++) {
            site.node("/shared/" + i, "x", i % 2 == 0 ? "n0" : "n8", "b7");
        }
        int before = begin(friend);
        destroy(7);
        Conversation second = site.guest(7);
        int inside = begin(second);
        ok(second, WATCH, "/shared|t|");
        second.events();
        for (int i = 0; i < 50; i++) {
            allDenied(second, 0, "/shared/" + i);
            allDenied(second, inside, "/shared/" + i);
        }
        ok(dom0, WRITE, "/shared/0|y");
        assertEquals("x", friend.text(READ, before, "/shared/1|"), "the owner of other nodes goes on");
        assertEquals(List.of(), second.events());
        ok(dom0, SET_PERMS, "/shared/0|n0|b7|");
        assertEquals("y", second.text(READ, "/shared/0|"), "what is granted to the new one, it has");
    }

    @Test
    @DisplayName(
            "XSA-417: nor when it is named before it is introduced, while the number is free or the domain not known yet")
    void xsa417BeforeIntroduction() {
        site.node("/early", "x");
        ok(dom0, SET_PERMS, "/early|n0|b7|");
        Conversation first = site.guest(7);
        assertEquals("EACCES", first.text(READ, "/early|"), "A-6: it did not exist when it was named");
        destroy(7);
        site.machine.build(7);
        ok(dom0, SET_PERMS, "/early|n0|r7|");
        Conversation second = site.guest(7);
        assertEquals("x", second.text(READ, "/early|"), "built, not yet introduced: valid");
    }

    @Test
    @DisplayName("XSA-352: guests give no node away, in a transaction or not, and counts stay")
    void xsa352Owners() {
        Conversation owner = home(7);
        Conversation other = home(8);
        ok(owner, WRITE, "mine|x");
        ok(owner, SET_PERMS, "mine|n7|b8|");
        int owned = nodes(7);
        int transaction = begin(owner);
        for (int in : new int[] {0, transaction}) {
            assertEquals("EPERM", owner.text(SET_PERMS, in, "mine|n0|"));
            assertEquals("EPERM", owner.text(SET_PERMS, in, "mine|b8|b7|"));
        }
        ok(owner, TRANSACTION_END, transaction, "T|");
        assertEquals("EACCES", other.text(SET_PERMS, "/local/domain/7/mine|n8|"));
        assertEquals(owned, nodes(7));
        assertEquals(1, nodes(8));
        assertEquals("n7|b8|", dom0.text(GET_PERMS, "/local/domain/7/mine|"));
    }

    @Test
    @DisplayName("XSA-353: the root and special nodes have permissions as others do")
    void xsa353Root() {
        Conversation guest = home(7);
        Node before = site.state().root();
        allDenied(guest, 0, "/");
        assertEquals("EACCES", guest.text(GET_PERMS, "@releaseDomain|"));
        assertEquals("EACCES", guest.text(SET_PERMS, "@releaseDomain|n7|"));
        assertSame(before, site.state().root());
        ok(dom0, SET_PERMS, "/|n7|");
        assertTrue(guest.text(DIRECTORY, "/|").contains("local|"));
        assertEquals("EINVAL", guest.text(RM, "/|"), "not even by its owner");
        ok(dom0, SET_PERMS, "/|n0|");
    }
}
