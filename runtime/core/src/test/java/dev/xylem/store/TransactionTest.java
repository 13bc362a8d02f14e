package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TransactionTest extends StoreFixture {
    private static Path conflict(Transaction tx) {
        return assertThrows(ConflictException.class, tx::commit).path();
    }

    @Test
    @DisplayName("T-1 transactions of one session are separate; an ended one answers ENOENT")
    void t1Separate() throws StoreException {
        Transaction first = dom0.begin();
        Transaction second = dom0.begin();
        write(first, "/x", "1");
        assertFalse(exists(second, "/x"));
        first.commit();
        refused(Errno.ENOENT, () -> read(first, "/x"));
        refused(Errno.ENOENT, first::commit);
        second.abort();
        second.abort();
        refused(Errno.ENOENT, second::commit);
    }

    @Test
    @DisplayName("T-2 inside: the state at START and own writes; outside: the committed state")
    void t2Isolation() throws StoreException {
        write(dom0, "/a", "old");
        Transaction tx = dom0.begin();
        write(dom0, "/a", "new");
        assertEquals("old", read(tx, "/a"));
        write(tx, "/b", "mine");
        assertEquals("mine", read(tx, "/b"));
        assertFalse(exists(dom0, "/b"));
        assertEquals(List.of("a", "b", "local", "sys", "tool"), list(tx, "/"));
        assertEquals(List.of("a", "local", "sys", "tool"), list(dom0, "/"));
        tx.abort();
    }

    @Test
    @DisplayName("T-5 an aborted transaction leaves nothing; a conflicting one neither, and it is over")
    void t5Ends() throws StoreException {
        long number = number();
        Transaction tx = dom0.begin();
        write(tx, "/a", "1");
        tx.abort();
        assertFalse(exists(dom0, "/a"));
        assertEquals(number, number());
        Transaction loser = dom0.begin();
        assertFalse(exists(loser, "/lock"));
        write(loser, "/lock", "mine");
        write(dom0, "/lock", "theirs");
        assertEquals(path("/lock"), conflict(loser));
        refused(Errno.ENOENT, loser::commit);
        assertEquals("theirs", read(dom0, "/lock"));
    }

    @Test
    @DisplayName("T-6 a conflict is EAGAIN and names the first path in the order of the requests")
    void t6Names() throws StoreException {
        write(dom0, "/a", "1");
        write(dom0, "/b", "1");
        Transaction tx = dom0.begin();
        read(tx, "/b");
        read(tx, "/a");
        write(tx, "/c", "");
        write(dom0, "/a", "2");
        write(dom0, "/b", "2");
        ConflictException again = assertThrows(ConflictException.class, tx::commit);
        assertEquals(Errno.EAGAIN, again.errno());
        assertEquals(path("/b"), again.path());
    }

    @Test
    @DisplayName("T-7 no event before the commit, then one for each changed path in order")
    void t7Events() throws StoreException {
        watch(dom0, "/", "t");
        events0.take();
        Transaction tx = dom0.begin();
        write(tx, "/b", "1");
        write(tx, "/a", "1");
        write(tx, "/b", "2");
        write(tx, "/gone", "");
        tx.remove(path("/gone"));
        assertEquals(List.of(), events0.take());
        tx.commit();
        assertEquals(List.of("/b t", "/a t", "/sys/commit t", "/sys/nodes t"), events0.take());
    }

    @Test
    @DisplayName("T-8 an internal failure spoils the transaction: its end fails as a whole")
    void t8Poison() throws StoreException {
        Region failing = new Region() {
            @Override
            public View view(Snapshot commit) {
                return path -> {
                    throw new IllegalStateException("broken region");
                };
            }

            @Override
            public void changed(Snapshot before, Snapshot after, Consumer<Path> changed) {}
        };
        use(Store.builder(access).region(path("/broken"), failing));
        Transaction tx = dom0.begin();
        write(tx, "/a", "1");
        assertThrows(IllegalStateException.class, () -> read(tx, "/broken/x"));
        refused(Errno.ENOMEM, tx::commit);
        assertFalse(exists(dom0, "/a"));
    }

    @Test
    @DisplayName("T-8 so does whoever works on its behalf and fails")
    void t8Spoil() throws StoreException {
        Transaction tx = dom0.begin();
        write(tx, "/a", "1");
        tx.spoil();
        refused(Errno.ENOMEM, tx::commit);
        refused(Errno.ENOENT, tx::commit);
        assertFalse(exists(dom0, "/a"));
    }

    @Test
    @DisplayName("T-9 without writes a transaction always commits, whatever others did, and is no commit")
    void t9ReadOnly() throws StoreException {
        write(dom0, "/a", "1");
        Transaction tx = dom0.begin();
        read(tx, "/a");
        tx.mkdir(path("/a"));
        tx.remove(path("/missing"));
        write(dom0, "/a", "2");
        long number = number();
        tx.commit();
        assertEquals(number, number());
    }

    @Test
    @DisplayName("T-10 reset and close drop transactions at any moment")
    void t10Reset() throws StoreException {
        Transaction tx = dom5.begin();
        dom5.reset();
        refused(Errno.ENOENT, () -> tx.read(Path.ROOT));
        refused(Errno.ENOENT, tx::commit);
        assertEquals(0, store.transactions(Principal.of(5)));
        Transaction other = dom5.begin();
        dom5.close();
        refused(Errno.ENOENT, other::commit);
        refused(Errno.ENOENT, () -> dom5.begin());
        refused(Errno.ENOENT, () -> read(dom5, "/"));
        dom5.close();
        assertEquals(0, store.transactions(Principal.of(5)));
    }

    @Test
    @DisplayName("footprint: what was absent is protected")
    void absence() throws StoreException {
        Transaction tx = dom0.begin();
        assertFalse(exists(tx, "/a/deep/lock"));
        write(tx, "/taken", "1");
        write(dom0, "/a/deep/other", "");
        tx.commit();
        Transaction again = dom0.begin();
        assertFalse(exists(again, "/a/deep/lock"));
        write(again, "/taken", "2");
        write(dom0, "/a/deep/lock", "");
        assertEquals(path("/a/deep/lock"), conflict(again));
    }

    @Test
    @DisplayName("footprint: what was denied is protected")
    void denial() throws StoreException {
        dom0.mkdir(path("/d"));
        chmod(dom0, "/d", "n5");
        write(dom0, "/secret", "x");
        Transaction tx = dom5.begin();
        refused(Errno.EACCES, () -> read(tx, "/secret"));
        write(tx, "/d/x", "");
        chmod(dom0, "/secret", "r0");
        assertEquals(path("/secret"), conflict(tx));
    }

    @Test
    @DisplayName("footprint: rights that were lost before the end are noticed")
    void revoked() throws StoreException {
        dom0.mkdir(path("/d"));
        chmod(dom0, "/d", "n5");
        Transaction tx = dom5.begin();
        write(tx, "/d/x", "");
        chmod(dom0, "/d", "n0");
        conflict(tx);
        assertFalse(exists(dom0, "/d/x"));
    }

    @Test
    @DisplayName("footprint: a list of children is protected, its parent's other aspects are not part of it")
    void children() throws StoreException {
        write(dom0, "/d/a", "");
        Transaction tx = dom0.begin();
        assertEquals(List.of("a"), list(tx, "/d"));
        write(tx, "/out", "");
        write(dom0, "/d", "value");
        write(dom0, "/d/a", "value");
        tx.commit();
        Transaction second = dom0.begin();
        list(second, "/d");
        write(second, "/out", "");
        write(dom0, "/d/b", "");
        assertEquals(path("/d"), conflict(second));
    }

    @Test
    @DisplayName("merge: different children of one directory, blind writes, changes below a removed node")
    void merges() throws StoreException {
        dom0.mkdir(path("/d"));
        Transaction first = dom0.begin();
        Transaction second = dom0.begin();
        write(first, "/d/x", "1");
        write(second, "/d/y", "2");
        first.commit();
        second.commit();
        assertEquals(List.of("x", "y"), list(dom0, "/d"));

        Transaction remove = dom0.begin();
        remove.remove(path("/d"));
        write(dom0, "/d/z/deep", "3");
        remove.commit();
        assertFalse(exists(dom0, "/d"));
    }

    @Test
    @DisplayName("replay: equal values written in between, and a node removed and made again, are no conflict")
    void replays() throws StoreException {
        write(dom0, "/a", "1");
        Transaction tx = dom0.begin();
        assertEquals("1", read(tx, "/a"));
        write(tx, "/b", "2");
        dom0.remove(path("/a"));
        write(dom0, "/a", "1");
        tx.commit();
        assertEquals("2", read(dom0, "/b"));
    }

    @Test
    @DisplayName("own changes leave no footprint")
    void ownChanges() throws StoreException {
        write(dom0, "/old/x", "1");
        Transaction tx = dom0.begin();
        write(tx, "/n/x", "1");
        assertEquals("1", read(tx, "/n/x"));
        assertFalse(exists(tx, "/n/y"));
        assertEquals(List.of("x"), list(tx, "/n"));
        tx.remove(path("/old"));
        assertFalse(exists(tx, "/old/x"));
        write(tx, "/old/x", "2");
        assertEquals("2", read(tx, "/old/x"));
        write(dom0, "/elsewhere", "");
        tx.commit();
        assertEquals("2", read(dom0, "/old/x"));
    }

    @Test
    @DisplayName("DIRECTORY_PART: the number moves with the set of children, and inside with own changes")
    void childrenVersion() throws StoreException {
        dom0.mkdir(path("/d"));
        long before = dom0.childrenVersion(path("/d"));
        write(dom0, "/d", "value");
        assertEquals(before, dom0.childrenVersion(path("/d")));
        write(dom0, "/d/a", "");
        long after = dom0.childrenVersion(path("/d"));
        assertNotEquals(before, after);
        write(dom0, "/d/a", "again");
        assertEquals(after, dom0.childrenVersion(path("/d")));
        Transaction tx = dom0.begin();
        assertEquals(after, tx.childrenVersion(path("/d")));
        write(tx, "/d/b", "");
        long first = tx.childrenVersion(path("/d"));
        assertEquals(first, tx.childrenVersion(path("/d")));
        write(tx, "/d/c", "");
        assertTrue(tx.childrenVersion(path("/d")) > first);
        assertTrue(first > after);
    }

    @Test
    @DisplayName("DIRECTORY: children sorted by octets, in small and in large directories")
    void directorySorted() throws StoreException {
        dom0.mkdir(path("/d"));
        TreeSet<String> names = new TreeSet<>();
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            String name = (i % 3 == 0 ? "a-rather-long-name-" : "n") + random.nextInt(2000);
            if (random.nextInt(3) > 0) {
                names.add(name);
                dom0.mkdir(path("/d").child(name));
            } else {
                names.remove(name);
                dom0.remove(path("/d").child(name));
            }
            if (i % 100 == 0) {
                assertEquals(List.copyOf(names), list(dom0, "/d"));
            }
        }
        while (!names.isEmpty()) {
            String name = names.first();
            names.remove(name);
            dom0.remove(path("/d").child(name));
            if (names.size() % 100 < 2) {
                assertEquals(List.copyOf(names), list(dom0, "/d"));
            }
        }
    }

    @Test
    @DisplayName("a children version that was read of a node removed since is a conflict")
    void childrenVersionOfARemovedNode() throws StoreException {
        write(dom0, "/a", "");
        try (Transaction transaction = dom0.begin()) {
            transaction.childrenVersion(path("/a"));
            write(transaction, "/c", "mine");
            dom0.remove(path("/a"));
            write(dom0, "/c", "theirs");
            refused(Errno.EAGAIN, transaction::commit);
        }
        assertEquals("theirs", read(dom0, "/c"));
    }
}
