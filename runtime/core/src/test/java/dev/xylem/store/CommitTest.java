package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules of design section 3, as far as the store alone decides them. */
class CommitTest extends StoreFixture {
    /** Publishes the length of {@code /in}, refuses {@code banana}, and notes what it sees. */
    private static final class Length implements Cycle {
        final List<String> seen = new ArrayList<>();
        int committed;

        @Override
        public void run(Proposal proposal) throws RefusedException {
            for (int i = 0; i < proposal.size(); i++) {
                seen.add(proposal.number() + " " + proposal.kind(i) + " " + proposal.path(i));
            }
            Node in = proposal.node(path("/in"));
            if (in != null) {
                String text = new String(in.value());
                if (text.equals("banana")) {
                    throw new RefusedException(List.of(new Problem("/in", text, "no fruit")));
                }
                if (text.equals("bug")) {
                    throw new IllegalStateException("a bug");
                }
                proposal.publish(path("/out/length"), bytes(Integer.toString(text.length())));
            }
            proposal.accept();
        }

        @Override
        public void committed() {
            committed++;
        }
    }

    private final Length cycle = new Length();

    private void useCycle() {
        use(Store.builder(access).cycle(cycle).owned(List.of(path("/out/length"))));
    }

    @Test
    @DisplayName("rule 1: an accepted WRITE is a commit even when equal, but the value's stamp stays")
    void rule1EqualWrite() throws StoreException {
        useCycle();
        write(dom0, "/in", "abc");
        long stamp = Objects.requireNonNull(store.snapshot().node(path("/in"))).valueVersion();
        long number = number();
        watch(dom0, "/in", "t");
        events0.take();
        write(dom0, "/in", "abc");
        assertEquals(number + 1, number());
        assertEquals(
                stamp,
                Objects.requireNonNull(store.snapshot().node(path("/in"))).valueVersion());
        assertEquals(List.of("/in t"), events0.take());
        assertEquals(2, cycle.committed);
    }

    @Test
    @DisplayName("rule 1: no commit for MKDIR of existing, RM of missing, refused, aborted, conflicting, read-only")
    void rule1NoCommit() throws StoreException {
        useCycle();
        write(dom0, "/in", "a");
        long number = number();
        dom0.mkdir(path("/in"));
        dom0.remove(path("/missing"));
        refused(Errno.EACCES, () -> write(dom5, "/in", ""));
        refused(Errno.EINVAL, () -> write(dom0, "/in", "banana"));
        Transaction tx = dom0.begin();
        write(tx, "/in", "b");
        tx.abort();
        Transaction reads = dom0.begin();
        read(reads, "/in");
        reads.commit();
        assertEquals(number, number());
        assertEquals(1, cycle.committed);
    }

    @Test
    @DisplayName("rule 1: a replay that finds everything done already is no commit")
    void rule1EmptyReplay() throws StoreException {
        useCycle();
        Transaction tx = dom0.begin();
        tx.mkdir(path("/d"));
        dom0.mkdir(path("/d"));
        long number = number();
        tx.commit();
        assertEquals(number, number());
    }

    @Test
    @DisplayName("rule 2: one cycle for each commit, with all its changes, implicit parents included")
    void rule2OneCycle() throws StoreException {
        useCycle();
        Transaction tx = dom0.begin();
        write(tx, "/in", "1");
        write(tx, "/in", "22");
        write(tx, "/d/e", "");
        tx.remove(path("/d/e"));
        chmod(tx, "/in", "r0");
        write(tx, "/d/e", "");
        tx.commit();
        assertEquals(
                List.of(
                        "1 WRITTEN /in",
                        "1 WRITTEN /d",
                        "1 WRITTEN /d/e",
                        "1 REMOVED /d/e",
                        "1 ACL /in",
                        "1 WRITTEN /d/e"),
                cycle.seen);
        assertEquals("2", read(dom0, "/out/length"));
    }

    @Test
    @DisplayName("rule 4: a refusal changes nothing, is EINVAL with all problems, and can be read below /sys")
    void rule4Refusal() throws StoreException {
        useCycle();
        write(dom0, "/in", "abc");
        watch(dom0, "/sys/refusals", "r");
        watch(dom0, "/in", "t");
        events0.take();
        Snapshot before = store.snapshot();
        Transaction tx = dom0.begin();
        write(tx, "/other", "x");
        write(tx, "/in", "banana");
        RefusedException refusal = assertThrows(RefusedException.class, tx::commit);
        assertEquals(Errno.EINVAL, refusal.errno());
        assertEquals(List.of(new Problem("/in", "banana", "no fruit")), refusal.problems());
        assertEquals(before, store.snapshot());
        assertEquals("1", read(dom0, "/sys/refusals"));
        assertEquals("/in = banana: no fruit", read(dom0, "/sys/refusals/1"));
        assertEquals(List.of("/sys/refusals r", "/sys/refusals/1 r"), events0.take());
        write(dom0, "/in", "x");
        assertEquals("1", read(dom0, "/out/length"));
    }

    @Test
    @DisplayName("rule 4: a cycle that fails otherwise refuses the commit as EIO; the store goes on")
    void rule4Failure() throws StoreException {
        useCycle();
        refused(Errno.EIO, () -> write(dom0, "/in", "bug"));
        assertFalse(exists(dom0, "/in"));
        write(dom0, "/in", "fine");
        assertEquals("4", read(dom0, "/out/length"));
    }

    @Test
    @DisplayName("rule 4: a cycle that neither accepts nor refuses changes nothing; after accept nothing can fail")
    void rule4Contract() throws StoreException {
        use(Store.builder(access).cycle(proposal -> {}));
        refused(Errno.EIO, () -> write(dom0, "/a", ""));
        Proposal[] kept = new Proposal[1];
        use(Store.builder(access).cycle(proposal -> {
            kept[0] = proposal;
            proposal.accept();
            throw new IllegalStateException("too late");
        }));
        write(dom0, "/a", "1");
        assertEquals("1", read(dom0, "/a"));
        assertThrows(IllegalStateException.class, () -> kept[0].number());
    }

    @Test
    @DisplayName("rule 5: published values are part of the commit, fire watches, and only when they differ")
    void rule5Published() throws StoreException {
        useCycle();
        watch(dom0, "/out", "t");
        events0.take();
        write(dom0, "/in", "abc");
        assertEquals(1, number());
        assertEquals("3", read(dom0, "/out/length"));
        assertEquals(List.of("/out/length t"), events0.take());
        write(dom0, "/in", "xyz");
        assertEquals(List.of(), events0.take());
        Node out = Objects.requireNonNull(store.snapshot().node(path("/out/length")));
        assertEquals(1, out.valueVersion());
        assertEquals(Principal.of(0), out.writer());
    }

    @Test
    @DisplayName("rule 5: outsiders may not change published paths, nor remove a directory that holds one")
    void rule5Owned() throws StoreException {
        useCycle();
        refused(Errno.EACCES, () -> write(dom0, "/out/length/would/create/it", "9"));
        for (int i = 0; i < 2; i++) {
            refused(Errno.EACCES, () -> write(dom0, "/out/length", "9"));
            refused(Errno.EACCES, () -> dom0.mkdir(path("/out/length")));
            write(dom0, "/in", "abc");
            refused(Errno.EACCES, () -> dom0.remove(path("/out/length")));
            refused(Errno.EACCES, () -> dom0.remove(path("/out")));
            refused(Errno.EACCES, () -> chmod(dom0, "/out/length", "n5"));
        }
        write(dom0, "/out", "a directory that holds one");
    }

    @Test
    @DisplayName("rule 5: a transaction sees published values of START, and they are in nobody's footprint")
    void rule5Footprint() throws StoreException {
        useCycle();
        write(dom0, "/in", "abc");
        Transaction tx = dom0.begin();
        assertEquals("3", read(tx, "/out/length"));
        write(dom0, "/in", "abcd");
        assertEquals("3", read(tx, "/out/length"));
        write(tx, "/elsewhere", "");
        tx.commit();
        assertEquals("4", read(dom0, "/out/length"));
    }

    @Test
    @DisplayName("rule 6: a commit is visible when it returns; numbers are consecutive")
    void rule6Order() throws StoreException {
        for (int i = 1; i <= 5; i++) {
            write(dom0, "/a", Integer.toString(i));
            assertEquals(i, number());
            assertEquals(Integer.toString(i), read(dom0, "/a"));
        }
    }

    @Test
    @DisplayName("rule 7: a snapshot stays what it was")
    void rule7Snapshot() throws StoreException {
        write(dom0, "/a", "1");
        Snapshot before = store.snapshot();
        dom0.remove(path("/a"));
        assertTrue(Arrays.equals(
                bytes("1"), Objects.requireNonNull(before.node(path("/a"))).value()));
        assertNull(store.snapshot().node(path("/a")));
    }

    @Test
    @DisplayName("rule 8: the writer of a value and its commit are known")
    void rule8Writer() throws StoreException {
        dom0.mkdir(path("/w"));
        chmod(dom0, "/w", "b0");
        write(dom5, "/w/x", "1");
        Node node = Objects.requireNonNull(store.snapshot().node(path("/w/x")));
        assertEquals(Principal.of(5), node.writer());
        assertEquals(number(), node.valueVersion());
    }

    @Test
    @DisplayName("a cycle that calls the store is told so")
    void reentrancy() {
        use(Store.builder(access).cycle(proposal -> {
            store.owner().reset();
            proposal.accept();
        }));
        refused(Errno.EIO, () -> write(dom0, "/a", ""));
    }

    @Test
    @DisplayName("a node keeps its serial number through every change, and a new one in its place has another")
    void serials() throws StoreException {
        use(Store.builder(access));
        write(dom0, "/a", "1");
        long first = serial("/a");
        write(dom0, "/a", "2");
        write(dom0, "/a/b", "below");
        dom0.setPermissions(path("/a"), dom0.permissions(path("/a")).withOwner(Principal.of(3)));
        assertEquals(first, serial("/a"));
        long below = serial("/a/b");
        dom0.remove(path("/a/b"));
        assertEquals(first, serial("/a"));
        try (Transaction transaction = dom0.begin()) {
            transaction.remove(path("/a"));
            transaction.write(path("/a"), bytes("3"));
            transaction.commit();
        }
        assertEquals(4, new HashSet<>(List.of(0L, first, below, serial("/a"))).size());
    }

    private long serial(String at) {
        return Objects.requireNonNull(store.snapshot().node(path(at))).serial();
    }
}
