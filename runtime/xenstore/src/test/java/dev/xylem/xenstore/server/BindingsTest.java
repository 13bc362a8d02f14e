package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that go with the connection that has bound them. */
class BindingsTest {
    /** What each commit changed. */
    private final List<List<String>> cycles = new ArrayList<>();

    private String kept = "/none";

    private final Site site = new Site(this::cycle, () -> 0);
    private final Conversation first = another();

    private void cycle(Proposal proposal) throws RefusedException {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < proposal.size(); i++) {
            changed.add(proposal.path(i).toString());
        }
        if (changed.contains(kept)) {
            throw new RefusedException(List.of(new dev.xylem.Problem(kept, "(absent)", "is required")));
        }
        cycles.add(changed);
        proposal.accept();
    }

    private Conversation another() {
        return Conversation.with(site.server, site.access.owner(), Conversation.OUTPUT);
    }

    @BeforeEach
    void forget() {
        cycles.clear();
    }

    @AfterEach
    void close() {
        first.close();
        site.close();
    }

    private static String bind(Conversation client, String path, String holder) {
        return client.text(CONTROL, "ephemeral|" + path + "|" + holder + "|");
    }

    private static String holder(Conversation client, String path) {
        return client.text(CONTROL, "ephemeral|" + path + "|");
    }

    private static void write(Conversation client, String path, String value) {
        assertEquals("OK|", client.text(WRITE, path + "|" + value));
    }

    @Test
    void whatIsBoundGoesInOneCommitWithTheConnection() {
        assertEquals("bound|", bind(first, "/conduit/db", "a"));
        assertEquals("bound|", bind(first, "data/vchan", "a"));
        assertEquals("a|", holder(site.dom0, "/conduit/db/5432"));
        write(first, "/conduit/db/5432", "unix:/x");
        write(first, "data/vchan/8", "y");
        write(first, "/conduit/other", "stays");
        site.dom0.text(WATCH, "/conduit|t|");
        site.dom0.events();
        cycles.clear();
        first.close();
        assertEquals(List.of("/conduit/db|t|"), site.dom0.events());
        assertEquals(1, cycles.size(), cycles::toString);
        assertEquals("ENOENT", site.read("/conduit/db"));
        assertEquals("ENOENT", site.read("/local/domain/0/data/vchan"));
        assertEquals("stays", site.read("/conduit/other"));
        assertEquals("|", holder(site.dom0, "/conduit/db"));
    }

    @Test
    void nothingBoundIsNoCommit() {
        assertEquals("bound|", bind(first, "/conduit/db", "a"));
        first.close();
        assertEquals(List.of(), cycles, "it ended between binding and writing");
        assertEquals("|", holder(site.dom0, "/conduit/db"));
    }

    @Test
    void anotherHolderIsRefusedAtAboveAndBelow() {
        assertEquals("bound|", bind(first, "/conduit/db", "a"));
        assertEquals("EEXIST", bind(site.dom0, "/conduit/db", "b"));
        assertEquals("EEXIST", bind(site.dom0, "/conduit/db/1", "b"));
        assertEquals("EEXIST", bind(site.dom0, "/conduit", "b"));
        assertEquals("bound|", bind(site.dom0, "/conduit/db-2", "b"));
        first.close();
        assertEquals("bound|", bind(site.dom0, "/conduit/db", "b"));
    }

    @Test
    void theSameHolderTakesOverAndTheOldEndRemovesNothing() {
        assertEquals("bound|", bind(first, "/conduit/db", "a"));
        write(first, "/conduit/db", "old");
        Conversation second = another();
        assertEquals("bound|", bind(second, "/conduit/db", "a"));
        write(second, "/conduit/db", "new");
        first.close();
        assertEquals("new", site.read("/conduit/db"));
        assertEquals("a|", holder(site.dom0, "/conduit/db"));
        second.close();
        assertEquals("ENOENT", site.read("/conduit/db"));
    }

    @Test
    void whatIsFreedStays() {
        assertEquals("ENOENT", bind(first, "/conduit/db", ""));
        assertEquals("bound|", bind(first, "/conduit/db", "a"));
        write(first, "/conduit/db", "x");
        assertEquals("ENOENT", bind(site.dom0, "/conduit/db", ""));
        assertEquals("freed|", bind(first, "/conduit/db", ""));
        first.close();
        assertEquals("x", site.read("/conduit/db"));
    }

    @Test
    void aNewBeginningEndsBindings() {
        Conversation guest = site.guest(7);
        site.node("/local/domain/7", "", "n7");
        assertEquals("bound|", bind(guest, "data", "a"));
        write(guest, "data/x", "y");
        assertEquals("OK|", guest.text(RESET_WATCHES, "|"));
        assertEquals("ENOENT", site.read("/local/domain/7/data"));
        assertEquals("", guest.text(DIRECTORY, "/local/domain/7|"));
    }

    @Test
    void rightsAreThoseOfTheConnection() {
        Conversation guest = site.guest(7);
        site.node("/conduit", "", "r0");
        site.node("/conduit/db", "", "r7");
        assertEquals("EACCES", bind(guest, "/conduit/web", "a"));
        assertEquals("bound|", bind(guest, "/conduit/db/1", "a"));
        assertEquals("EACCES", holder(site.guest(8), "/tool"));
        assertEquals("a|", holder(site.guest(8), "/conduit/db/1"));
        assertEquals("EEXIST", bind(site.dom0, "/conduit/db/1", "a"), "the same text of another principal");
        write(guest, "/conduit/db/1", "x");
        site.node("/conduit/db/1", "x", "n0");
        guest.close();
        assertEquals("x", site.read("/conduit/db/1"), "taken away from it, so not its to remove");
    }

    @Test
    void malformedOrTooMany() {
        assertEquals("EINVAL", bind(first, "/", "a"));
        assertEquals("EINVAL", bind(first, "@introduceDomain", "a"));
        assertEquals("EINVAL", bind(first, "/x//y", "a"));
        assertEquals("EINVAL", bind(first, "/x", "a".repeat(Bindings.LONGEST_HOLDER + 1)));
        assertEquals("EINVAL", first.text(CONTROL, "ephemeral|"));
        assertEquals("EINVAL", first.text(CONTROL, "ephemeral|/x|a|b|"));
        assertEquals("EACCES", site.guest(7).text(CONTROL, "ephemeral"));
        assertEquals("EACCES", site.guest(7).text(CONTROL, "check|"));
        for (int i = 0; i < Bindings.MOST; i++) {
            assertEquals("bound|", bind(first, "/x/" + i, "a"));
        }
        assertEquals("ENOSPC", bind(first, "/x/more", "a"));
        assertEquals("bound|", bind(first, "/x/0", "a"));
    }

    @Test
    void memoryOfUnprivilegedClientsIsCharged() {
        Conversation guest = site.guest(7);
        site.node("/local/domain/7", "", "n7");
        long before = guest.client().session().account().memory();
        assertEquals("bound|", bind(guest, "x", "a"));
        assertEquals(128, guest.client().session().account().memory() - before);
        assertEquals("bound|", bind(guest, "x", "b"), "its own to name anew");
        assertEquals("freed|", bind(guest, "x", ""));
        assertEquals(before, guest.client().session().account().memory());
    }

    /** What the application refuses to lose stays; the rest goes. */
    @Test
    void requiredValuesStay() {
        for (String path : List.of("/a", "/b", "/c")) {
            assertEquals("bound|", bind(first, path, "x"));
            write(first, path, "1");
        }
        kept = "/b";
        first.close();
        assertEquals(List.of("ENOENT", "1", "ENOENT"), List.of(site.read("/a"), site.read("/b"), site.read("/c")));
        kept = "/none";
    }

    @Test
    void theDeathOfADomain() {
        Conversation guest = site.guest(7);
        site.node("/local/domain/7", "", "n7");
        site.node("/conduit", "", "w0");
        assertEquals("bound|", bind(guest, "/conduit/db", "a"));
        write(guest, "/conduit/db", "7");
        site.machine.set(7, dev.xylem.xenstore.domain.Hypervisor.State.GONE);
        site.domains.sweep();
        assertEquals("ENOENT", site.read("/conduit/db"));
        assertEquals("|", holder(site.dom0, "/conduit/db"));
        assertEquals(null, site.state().node(Path.of("/local/domain/7")));
    }
}
