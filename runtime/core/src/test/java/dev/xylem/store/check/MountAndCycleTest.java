package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Problem;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.store.Quotas;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The border between the tree and {@code /sys}, and what a cycle sees, refuses and spoils (rules 1, 2, 4, 5). */
class MountAndCycleTest {
    private final List<String> proposals = new ArrayList<>();
    private final Set<String> published = Set.of("/out/sum");
    private final TestStore store = new TestStore(Quotas.UNLIMITED, published, this::cycle);
    private final Client toolstack = store.client(ModelCaller.toolstack());

    /** Refuses "bad", breaks on "broken", publishes the value of /in doubled. */
    private void cycle(Proposal proposal) throws RefusedException {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < proposal.size(); i++) {
            changes.add(proposal.kind(i) + " " + proposal.path(i));
        }
        String in = value(proposal);
        if (in.equals("bad")) {
            throw new RefusedException(List.of(new Problem("/in", in, "must not be bad")));
        }
        if (in.equals("broken")) {
            throw new IllegalStateException("a mistake in the application");
        }
        proposal.publish(Path.of("/out/sum"), Client.bytes(in + in));
        proposal.accept();
        proposals.add(proposal.number() + " " + changes);
    }

    private static String value(Proposal proposal) {
        var node = proposal.node(Path.of("/in"));
        return node == null ? "" : Client.text(node.value());
    }

    @Test
    void sysShowsTheLastCommit() {
        assertEquals("[commit, nodes, refusals, uptime]", toolstack.apply(Op.directory("/sys")));
        for (int i = 0; i < 3; i++) {
            assertEquals("OK", toolstack.apply(Op.write("/in", Integer.toString(i))));
            assertEquals("=" + store.number(), toolstack.apply(Op.read("/sys/commit")));
        }
    }

    @Test
    void sysCannotBeChanged() {
        ModelTree before = store.tree();
        for (String path : List.of("/sys", "/sys/commit", "/sys/more", "/sys/commit/below")) {
            assertEquals("!EROFS", toolstack.apply(Op.write(path, "x")), path);
            assertEquals("!EROFS", toolstack.apply(Op.mkdir(path)), path);
            assertEquals("!EROFS", toolstack.apply(Op.setPerms(path, "n0")), path);
        }
        assertEquals("!EROFS", toolstack.apply(Op.rm("/sys/commit")));
        assertTrue(toolstack.apply(Op.rm("/sys")).startsWith("!"));
        assertEquals(before, store.tree());
        Client guest = store.client(ModelCaller.guest(5));
        assertEquals("!EACCES", guest.apply(Op.read("/sys/commit")));
        assertEquals("!EACCES", guest.apply(Op.write("/sys/commit", "x")));
    }

    @Test
    void transactionsSpanTheBorder() {
        assertEquals("OK", toolstack.begin(1));
        assertEquals("OK", toolstack.begin(2));
        String number = toolstack.apply(1, Op.read("/sys/commit"));
        assertEquals("OK", toolstack.apply(1, Op.write("/seen", number)));
        assertEquals("OK", toolstack.apply(2, Op.write("/other", "x")));
        assertEquals("OK", toolstack.apply(Op.write("/in", "1")));
        assertEquals(number, toolstack.apply(1, Op.read("/sys/commit")), "a snapshot does not move (T-2)");
        assertEquals("!EAGAIN", toolstack.end(1, true));
        assertEquals("OK", toolstack.end(2, true));
    }

    @Test
    void timeIsNoConflict() {
        assertEquals("OK", toolstack.begin(1));
        toolstack.apply(1, Op.read("/sys/uptime"));
        assertEquals("OK", toolstack.apply(1, Op.write("/a", "x")));
        assertEquals("OK", toolstack.apply(Op.write("/in", "1")));
        assertEquals("OK", toolstack.end(1, true));
    }

    @Test
    void watchesSpanTheBorder() throws StoreException {
        List<String> events = new ArrayList<>();
        try (Session watcher = store.store().session(toolstack.session().caller(), (path, token) -> events.add(path))) {
            watcher.watch(Path.of("/sys/commit"), "/sys/commit", Client.bytes("t"), -1);
            watcher.watch(Path.of("/sys"), "/sys", Client.bytes("t"), 0);
            assertEquals(List.of("/sys/commit", "/sys"), events);
            events.clear();
            assertEquals("OK", toolstack.apply(Op.write("/in", "1")));
            assertEquals(List.of("/sys/commit"), events);
        }
    }

    /** Rule 4: refused whole; the reasons can be read below /sys. */
    @Test
    void aRefusedTransactionLeavesNothingButItsReasons() throws StoreException {
        assertEquals("OK", toolstack.apply(Op.write("/in", "1")));
        ModelTree before = store.tree();
        long number = store.number();
        toolstack.watch(new ModelWatch("/", "", "t", -1));
        toolstack.takeEvents();
        assertEquals("OK", toolstack.begin(1));
        assertEquals("OK", toolstack.apply(1, Op.write("/a/b/c", "x")));
        assertEquals("OK", toolstack.apply(1, Op.write("/in", "bad")));
        assertEquals("!EINVAL", toolstack.end(1, true));
        RefusedException refused = assertThrows(
                RefusedException.class, () -> toolstack.session().write(Path.of("/in"), Client.bytes("bad")));
        assertEquals("/in", refused.problems().get(0).path());
        assertEquals(before, store.tree());
        assertEquals(number, store.number());
        assertEquals(Set.of(), toolstack.takeEvents());
        assertEquals("=2", toolstack.apply(Op.read("/sys/refusals")));
        assertEquals("[1, 2]", toolstack.apply(Op.directory("/sys/refusals")));
        assertTrue(toolstack.apply(Op.read("/sys/refusals/2")).contains("must not be bad"));
    }

    @Test
    void refusalsAreKeptToSixtyFour() {
        for (int i = 0; i < 100; i++) {
            assertEquals("!EINVAL", toolstack.apply(Op.write("/in", "bad")));
        }
        assertEquals("=100", toolstack.apply(Op.read("/sys/refusals")));
        String names = toolstack.apply(Op.directory("/sys/refusals"));
        assertEquals(64, names.split(", ").length);
        assertEquals("!ENOENT", toolstack.apply(Op.read("/sys/refusals/36")));
        assertTrue(toolstack.apply(Op.read("/sys/refusals/37")).startsWith("="));
    }

    /** A cycle that breaks refuses the commit; the store goes on. */
    @Test
    void aMistakeInTheApplicationChangesNothing() {
        ModelTree before = store.tree();
        assertTrue(toolstack.apply(Op.write("/in", "broken")).startsWith("!"));
        assertEquals(before, store.tree());
        assertEquals("OK", toolstack.apply(Op.write("/in", "1")));
        assertEquals("=11", toolstack.apply(Op.read("/out/sum")));
    }

    /** Rules 1 and 2: one cycle for each commit, in order, with the changes in the order of the requests. */
    @Test
    void eachCommitIsOneCycle() {
        long first = store.number();
        assertEquals("OK", toolstack.apply(Op.write("/a/b", "x")));
        assertEquals("OK", toolstack.apply(Op.mkdir("/a/b")));
        assertEquals("OK", toolstack.apply(Op.rm("/a/c")));
        assertEquals("OK", toolstack.begin(1));
        assertEquals("OK", toolstack.apply(1, Op.write("/in", "2")));
        assertEquals("OK", toolstack.apply(1, Op.setPerms("/a", "r0")));
        assertEquals("OK", toolstack.apply(1, Op.rm("/a/b")));
        assertEquals("OK", toolstack.end(1, true));
        assertEquals(
                List.of(first + 1 + " [WRITTEN /a, WRITTEN /a/b]", first + 2 + " [WRITTEN /in, ACL /a, REMOVED /a/b]"),
                proposals);
    }

    /** Rule 5: published values are in nobody's footprint, and closed to all others. */
    @Test
    void publishedValuesAreNoConflictAndCannotBeTaken() {
        assertEquals("OK", toolstack.apply(Op.write("/in", "1")));
        assertEquals("OK", toolstack.begin(1));
        assertEquals("=11", toolstack.apply(1, Op.read("/out/sum")));
        assertEquals("OK", toolstack.apply(1, Op.write("/a", "x")));
        assertEquals("OK", toolstack.apply(Op.write("/in", "2")));
        assertEquals("=11", toolstack.apply(1, Op.read("/out/sum")));
        assertEquals("OK", toolstack.end(1, true));
        assertEquals("=22", toolstack.apply(Op.read("/out/sum")));
        assertEquals("!EACCES", toolstack.apply(Op.write("/out/sum", "x")));
        assertEquals("!EACCES", toolstack.apply(Op.mkdir("/out/sum")));
        assertEquals("!EACCES", toolstack.apply(Op.setPerms("/out/sum", "b0")));
        assertEquals("!EACCES", toolstack.apply(Op.rm("/out/sum")));
        assertEquals("!EACCES", toolstack.apply(Op.rm("/out")));
        assertEquals("OK", toolstack.begin(2));
        assertEquals("!EACCES", toolstack.apply(2, Op.rm("/out")));
        assertEquals("OK", toolstack.end(2, true));
    }

    /** An accepted write of an equal value is numbered and announced, but the value's stamp stays (rule 1). */
    @Test
    void anEqualValueKeepsItsStamp() {
        assertEquals("OK", toolstack.apply(Op.write("/a", "x")));
        long stamp = stamp();
        long number = store.number();
        assertEquals("OK", toolstack.apply(Op.write("/a", "x")));
        assertEquals(stamp, stamp());
        assertEquals(number + 1, store.number());
        assertEquals("OK", toolstack.apply(Op.write("/a", "y")));
        assertEquals(number + 2, stamp());
    }

    private long stamp() {
        return store.store().snapshot().root().child("a").valueVersion();
    }

    /** Whoever watches hears of a publication in the same commit as of its cause. */
    @Test
    void publicationsAreAnnounced() {
        toolstack.watch(new ModelWatch("/out", "", "t", -1));
        toolstack.takeEvents();
        assertEquals("OK", toolstack.apply(Op.write("/in", "7")));
        assertEquals(Set.of("/out/sum t"), toolstack.takeEvents());
        assertEquals("OK", toolstack.apply(Op.write("/elsewhere", "7")));
        assertEquals(Set.of(), toolstack.takeEvents());
    }

    @Test
    void closedStoresServeNobody() {
        Session session = toolstack.session();
        store.close();
        StoreException refused = assertThrows(StoreException.class, () -> session.read(Path.of("/")));
        assertEquals(Errno.ENOENT, refused.errno());
        assertThrows(StoreException.class, session::begin);
    }
}
