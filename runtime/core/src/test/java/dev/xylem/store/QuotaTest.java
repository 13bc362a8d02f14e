package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QuotaTest extends StoreFixture {
    private static final Principal GUEST = Principal.of(5);

    @BeforeEach
    void writableDirectory() throws StoreException {
        limit(Quotas.DEFAULT);
    }

    private void limit(Quotas quotas) throws StoreException {
        use(Store.builder(access).quotas(quotas));
        dom0.mkdir(path("/w"));
        chmod(dom0, "/w", "b0");
    }

    private static Quotas only(Quota quota, int limit) {
        return Quotas.UNLIMITED.with(quota, limit);
    }

    @Test
    @DisplayName("Q-1 a refused request leaves no trace")
    void q1NoTrace() throws StoreException {
        limit(only(Quota.NODES, 3));
        write(dom5, "/w/a", "");
        Snapshot before = store.snapshot();
        refused(Errno.ENOSPC, () -> write(dom5, "/w/b/c/d", ""));
        assertEquals(before.number(), number());
        assertEquals(List.of("a"), list(dom0, "/w"));
    }

    @Test
    @DisplayName("Q-2 creators are charged, also below somebody else's writable node")
    void q2Creator() throws StoreException {
        limit(only(Quota.NODES, 5));
        for (int i = 0; i < 5; i++) {
            dom5.mkdir(path("/w/n" + i));
        }
        refused(Errno.ENOSPC, () -> dom5.mkdir(path("/w/n5")));
        refused(Errno.ENOSPC, () -> write(dom5, "/w/n0/x", ""));
        assertEquals(5, store.nodes(GUEST));
        write(dom6, "/w/other", "");
        write(dom0, "/w/unlimited", "");
        dom5.mkdir(path("/w/n0"));
    }

    @Test
    @DisplayName("Q-3 merged deltas: counters are right after concurrent creations and removals")
    void q3Merge() throws StoreException {
        write(dom5, "/w/a/b", "");
        Transaction remove = dom5.begin();
        remove.remove(path("/w/a"));
        write(dom5, "/w/a/c", "");
        remove.commit();
        assertEquals(0, store.nodes(GUEST));
        Transaction first = dom5.begin();
        Transaction second = dom6.begin();
        write(first, "/w/x", "");
        write(second, "/w/y/z", "");
        first.commit();
        second.commit();
        assertEquals(1, store.nodes(GUEST));
        assertEquals(2, store.nodes(Principal.of(6)));
    }

    @Test
    @DisplayName("Q-3 a merge that would exceed a quota is a conflict, not an excess")
    void q3MergedExcess() throws StoreException {
        limit(only(Quota.NODES, 2));
        Transaction first = dom5.begin();
        Transaction second = dom5.begin();
        write(first, "/w/a", "");
        write(first, "/w/b", "");
        write(second, "/w/c", "");
        first.commit();
        assertThrows(ConflictException.class, second::commit);
        Transaction third = dom5.begin();
        refused(Errno.ENOSPC, () -> write(third, "/w/c", ""));
        write(third, "/w/a", "changed");
        dom5.remove(path("/w/b"));
        assertThrows(ConflictException.class, third::commit, "the refusal no longer holds");
    }

    @Test
    @DisplayName("Q-4 counters follow the nodes through mixed owners and large removals")
    void q4Recount() throws StoreException {
        for (int i = 0; i < 200; i++) {
            write(i % 3 == 0 ? dom5 : i % 3 == 1 ? dom6 : dom0, "/w/n" + i, "");
            write(dom0, "/w/n" + i + "/below", "");
        }
        chmod(dom0, "/w/n1", "n5", "b6");
        chmod(dom0, "/w/n4", "n0");
        assertEquals(List.of(), store.check());
        dom0.remove(path("/w"));
        assertEquals(0, store.nodes(GUEST));
        assertEquals(0, store.nodes(Principal.of(6)));
    }

    @Test
    @DisplayName("Q-5 a new incarnation starts with nothing used")
    void q5Incarnation() throws StoreException {
        limit(only(Quota.NODES, 1));
        write(dom5, "/w/a", "");
        refused(Errno.ENOSPC, () -> write(dom5, "/w/b", ""));
        access.died(5);
        access.created(5);
        Session reborn = store.session(access.domain(5), WatchSink.NONE);
        write(reborn, "/w/b", "");
    }

    @Test
    @DisplayName("Q-6 removing never fails for lack of quota")
    void q6Removal() throws StoreException {
        write(dom5, "/w/a/b", "value");
        store.setQuotas(only(Quota.NODES, 1).with(Quota.NODE_SIZE, 1));
        dom5.remove(path("/w/a/b"));
        dom5.remove(path("/w/a"));
        assertEquals(0, store.nodes(GUEST));
    }

    @Test
    @DisplayName("Q-7 a creation that fails half-way restores the count of every intermediate")
    void q7Intermediates() throws StoreException {
        for (int room = 0; room < 4; room++) {
            limit(only(Quota.NODES, room == 0 ? 1 : room));
            if (room == 0) {
                write(dom5, "/w/full", "");
            }
            int before = store.nodes(GUEST);
            refused(Errno.ENOSPC, () -> write(dom5, "/w/a/b/c/d", ""));
            assertEquals(before, store.nodes(GUEST));
            assertEquals(List.of(), store.check());
        }
    }

    @Test
    @DisplayName("Q-8 limits can be lowered below what is in use: only growth is blocked")
    void q8Lowered() throws StoreException {
        write(dom5, "/w/a", "0123456789");
        write(dom5, "/w/b", "");
        store.setQuotas(only(Quota.NODES, 1).with(Quota.NODE_SIZE, 8));
        refused(Errno.ENOSPC, () -> write(dom5, "/w/c", ""));
        write(dom5, "/w/a", "01234567");
        refused(Errno.ENOSPC, () -> write(dom5, "/w/a", "0123456789"));
        store.setQuotas(only(Quota.NODES, 3));
        write(dom5, "/w/c", "");
    }

    @Test
    @DisplayName("Q-9 the refusal says which quota it was")
    void q9Which() throws StoreException {
        limit(only(Quota.NODES, 1));
        write(dom5, "/w/a", "");
        QuotaException refusal = assertThrows(QuotaException.class, () -> write(dom5, "/w/b/c", ""));
        assertEquals(Quota.NODES, refusal.quota());
        assertEquals(1, refusal.limit());
        assertEquals(3, refusal.used());
        assertEquals(
                "ENOSPC at /w/b/c: the quota nodes of 1 is used up, 3 are asked for; use less, or raise it",
                refusal.getMessage());
    }

    @Test
    @DisplayName(
            "Q-10 limit n allows n: nodes, watches, transactions, permissions, path, transaction nodes and requests")
    void q10Boundaries() throws StoreException {
        limit(only(Quota.NODES, 3)
                .with(Quota.WATCHES, 3)
                .with(Quota.TRANSACTIONS, 3)
                .with(Quota.TRANSACTION_NODES, 3)
                .with(Quota.TRANSACTION_REQUESTS, 5)
                .with(Quota.NODE_PERMISSIONS, 3)
                .with(Quota.PATH_MAX, 21));
        for (int i = 1; i <= 3; i++) {
            write(dom5, "/w/n" + i, "");
            watch(dom5, "/w/n" + i, "t");
        }
        refused(Errno.ENOSPC, () -> write(dom5, "/w/n4", ""));
        refused(Errno.ENOSPC, () -> watch(dom5, "/w/n4", "t"));
        dom5.unwatch(path("/w/n1"), bytes("t"));
        watch(dom5, "/w/n4", "t");

        chmod(dom5, "/w/n1", "n5", "r1", "r2");
        refused(Errno.ENOSPC, () -> chmod(dom5, "/w/n1", "n5", "r1", "r2", "r3"));
        chmod(dom0, "/w/n1", "n5", "r1", "r2", "r3");
        refused(Errno.ENOENT, () -> dom5.remove(path("/w/n1/56789/12345/789")));
        refused(Errno.EINVAL, () -> dom5.remove(path("/w/n1/56789/12345/7890")));
        refused(Errno.EINVAL, () -> read(dom5, "/w/n1/56789/12345/7890"));
        refused(Errno.EINVAL, () -> watch(dom5, "/w/n1/56789/12345/7890", "t"));

        Transaction first = dom5.begin();
        Transaction second = dom5.begin();
        dom5.begin();
        refused(Errno.ENOSPC, () -> dom5.begin());
        first.abort();
        second.abort();
        Transaction tx = dom5.begin();
        for (int i = 1; i <= 3; i++) {
            read(tx, "/w/n" + i);
        }
        refused(Errno.ENOSPC, () -> read(tx, "/w"));
        read(tx, "/w/n1");
        write(tx, "/w/n1", "x");
        refused(Errno.ENOSPC, () -> read(tx, "/w/n1"));
        tx.commit();
    }

    @Test
    @DisplayName("Q-10 node-size counts value, permissions and names of children")
    void q10NodeSize() throws StoreException {
        // "n5" and "b0" have two octets and a separator each.
        limit(only(Quota.NODE_SIZE, 10));
        chmod(dom0, "/w", "b0");
        write(dom5, "/w/a", "1234567");
        refused(Errno.ENOSPC, () -> write(dom5, "/w/a", "12345678"));
        write(dom5, "/w/a", "");
        write(dom5, "/w/a/123456", "");
        refused(Errno.ENOSPC, () -> write(dom5, "/w/a", "1"));
        refused(Errno.ENOSPC, () -> write(dom5, "/w/a/1", ""));
        refused(Errno.ENOSPC, () -> chmod(dom5, "/w/a", "n5", "r6"));
        write(dom0, "/w/a", "privileged callers have no limit");
    }
}
