package dev.xylem.xenstore.advisories;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.server.Conversation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Faults of the daemons that were no advisories, and would have been in worse places. */
class FormerFaultsTest extends AdvisoryFixture {
    @Test
    @DisplayName("45dee7d92b: MKDIR is a change of the parent's list")
    void mkdirChangesTheParent() {
        site.node("/dir", "");
        int reader = begin(dom0);
        assertEquals("", dom0.text(DIRECTORY, reader, "/dir|"));
        ok(dom0, WRITE, reader, "/seen|empty");
        ok(dom0, MKDIR, "/dir/new|");
        assertEquals("EAGAIN", dom0.text(TRANSACTION_END, reader, "T|"));

        int creator = begin(dom0);
        ok(dom0, MKDIR, creator, "/dir/new/below|");
        ok(dom0, RM, "/dir/new|");
        int listing = begin(dom0);
        assertEquals("", dom0.text(DIRECTORY, listing, "/dir|"));
        String end = dom0.text(TRANSACTION_END, creator, "T|");
        assertEquals(end.equals(OK) ? "new|" : "", dom0.text(DIRECTORY, "/dir|"), "all of it or nothing");
        ok(dom0, TRANSACTION_END, listing, "T|");
    }

    @Test
    @DisplayName("c8b9670825: MKDIR of what is there is free, ten thousand times")
    void mkdirAgain() {
        Conversation guest = home(7);
        ok(guest, MKDIR, "x|");
        int owned = nodes(7);
        ok(dom0, SET_QUOTA, "7|nodes|" + owned + "|");
        for (int i = 0; i < 10_000; i++) {
            ok(guest, MKDIR, "x|");
        }
        assertEquals(owned, nodes(7));
    }

    @Test
    @DisplayName("dc8caf214f (V-2): a watch that could never fire is refused")
    void invalidWatches() {
        for (String path : List.of("//", "/a//b", "/a/", "", "/a b", "@", "@no/such")) {
            assertEquals("EINVAL", dom0.text(WATCH, path + "|t|"), path);
        }
        assertEquals(List.of(), dom0.events());
        assertEquals(0, site.store.watches(site.access.principal(0)));
    }

    @Test
    @DisplayName("0897514b4b, 496673a2ad (T-1): ids are never 0, never negative, and never those of open transactions")
    void transactionIds() {
        Conversation guest = home(7);
        Set<Integer> open = new HashSet<>();
        for (int i = 0; i < 9; i++) {
            assertTrue(open.add(begin(guest)));
        }
        for (int i = 0; i < 50_000; i++) {
            int id = begin(guest);
            assertTrue(id > 0 && !open.contains(id));
            ok(guest, TRANSACTION_END, id, "F|");
        }
    }
}
