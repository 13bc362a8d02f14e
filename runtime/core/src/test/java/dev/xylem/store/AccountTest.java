package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AccountTest extends StoreFixture {
    private static final Principal GUEST = Principal.of(5);
    private static final Principal OTHER = Principal.of(6);

    @BeforeEach
    void writableDirectory() throws StoreException {
        dom0.mkdir(path("/w"));
        chmod(dom0, "/w", "b0");
    }

    @Test
    @DisplayName("Q-8 a limit of one principal holds for its open sessions at once, and for nobody else")
    void q8OfOne() throws StoreException {
        store.setQuota(GUEST, Quota.NODES, 1);
        write(dom5, "/w/a", "");
        refused(Errno.ENOSPC, () -> write(dom5, "/w/b", ""));
        write(dom6, "/w/c", "");
        write(dom6, "/w/d", "");
        assertEquals(1, store.account(GUEST).quotas().of(Quota.NODES));
        assertEquals(1000, store.account(OTHER).quotas().of(Quota.NODES));
        store.setQuota(GUEST, Quota.NODES, 0);
        write(dom5, "/w/b", "");
        refused(Errno.ENOSPC, () -> {
            for (int i = 0; i < 200; i++) {
                watch(dom5, "/w/" + i, "t");
            }
        });
        assertEquals(128, store.watches(GUEST));
    }

    @Test
    @DisplayName("Q-8 a change of the defaults reaches everybody except for limits of their own")
    void q8Defaults() throws StoreException {
        store.setQuota(GUEST, Quota.WATCHES, 2);
        store.setQuotas(Quotas.DEFAULT.with(Quota.WATCHES, 1).with(Quota.NODES, 1));
        watch(dom5, "/w", "1");
        watch(dom5, "/w", "2");
        refused(Errno.ENOSPC, () -> watch(dom5, "/w", "3"));
        watch(dom6, "/w", "1");
        refused(Errno.ENOSPC, () -> watch(dom6, "/w", "2"));
        write(dom5, "/w/a", "");
        refused(Errno.ENOSPC, () -> write(dom5, "/w/b", ""));
        Session later = store.session(access.domain(7), WatchSink.NONE);
        watch(later, "/w", "1");
        refused(Errno.ENOSPC, () -> watch(later, "/w", "2"));
    }

    @Test
    @DisplayName("Q-8 a limit may be set before anybody connects, and ends with its principal")
    void q8Before() throws StoreException {
        Principal coming = Principal.of(9);
        store.setQuota(coming, Quota.TRANSACTIONS, 1);
        Session session = store.session(access.domain(9), WatchSink.NONE);
        session.begin();
        refused(Errno.ENOSPC, session::begin);
        session.close();
        assertEquals(1, store.account(coming).quotas().of(Quota.TRANSACTIONS));
        store.bury(coming);
        assertEquals(10, store.account(coming).quotas().of(Quota.TRANSACTIONS));
        access.created(9);
        Session next = store.session(access.domain(9), WatchSink.NONE);
        next.begin();
        next.begin();
    }

    @Test
    @DisplayName("Q-9 refusals are counted by quota and principal, once for what a client hears of")
    void q9Counted() throws StoreException {
        store.setQuota(GUEST, Quota.NODES, 1);
        store.setQuota(GUEST, Quota.NODE_PERMISSIONS, 1);
        write(dom5, "/w/a", "");
        refused(Errno.ENOSPC, () -> write(dom5, "/w/b", ""));
        try (Transaction tx = dom5.begin()) {
            refused(Errno.ENOSPC, () -> write(tx, "/w/b", ""));
            write(tx, "/w/a", "changed");
            write(dom6, "/w/elsewhere", "");
            tx.commit();
        }
        refused(Errno.ENOSPC, () -> chmod(dom5, "/w/a", "n5", "r6"));
        Account account = store.account(GUEST);
        assertEquals(2, account.refusals(Quota.NODES));
        assertEquals(1, account.refusals(Quota.NODE_PERMISSIONS));
        assertEquals(0, store.account(OTHER).refusals(Quota.NODES));
        assertEquals(2, store.refusals(Quota.NODES));
    }

    @Test
    @DisplayName("Q-9 a path that is too long is a quota as well, answered EINVAL")
    void q9PathMax() {
        store.setQuota(GUEST, Quota.PATH_MAX, 4);
        QuotaException refusal = assertThrows(QuotaException.class, () -> read(dom5, "/w/abc"));
        assertEquals(Errno.EINVAL, refusal.errno());
        assertEquals(Quota.PATH_MAX, refusal.quota());
        assertEquals(1, store.refusals(Quota.PATH_MAX));
    }

    @Test
    @DisplayName("memory counts nodes, watches, transactions and what servers charge, and comes back with each")
    void memory() throws StoreException {
        Account account = dom5.account();
        assertEquals(0, account.memory());
        write(dom5, "/w/a", "0123456789");
        long node = account.memory();
        assertTrue(node > 10);
        write(dom5, "/w/a", "01234567890123456789");
        assertEquals(node + 10, account.memory());
        write(dom0, "/w/a", "");
        assertEquals(node - 10, account.memory(), "whoever writes, the owner's node is what takes the memory");
        watch(dom5, "/w/a", "t");
        long watched = account.memory();
        assertTrue(watched > node);
        Transaction tx = dom5.begin();
        read(tx, "/w/a");
        assertTrue(account.memory() > watched);
        tx.abort();
        assertEquals(watched, account.memory());
        account.charge(1000);
        assertEquals(watched + 1000, account.used(Quota.MEMORY));
        account.charge(-1000);
        dom5.reset();
        dom5.remove(path("/w/a"));
        assertEquals(0, account.memory());
        assertEquals(0, dom0.account().memory());
    }

    @Test
    @DisplayName(
            "Q-1 memory that is used up refuses nodes, growth, watches and requests with ENOMEM and without a trace")
    void memoryLimit() throws StoreException {
        write(dom5, "/w/a", "");
        Account account = dom5.account();
        Transaction tx = dom5.begin();
        store.setQuota(GUEST, Quota.MEMORY, (int) account.memory() + 100);
        account.charge(100);
        long number = number();
        refused(Errno.ENOMEM, () -> write(dom5, "/w/a", "x"));
        refused(Errno.ENOMEM, () -> write(dom5, "/w/b", ""));
        refused(Errno.ENOMEM, () -> watch(dom5, "/w", "t"));
        refused(Errno.ENOMEM, () -> read(tx, "/w/a"));
        assertEquals(number, number());
        assertFalse(account.exceeds(Quota.MEMORY));
        account.charge(1);
        assertTrue(account.exceeds(Quota.MEMORY));
        assertEquals(4, account.refusals(Quota.MEMORY));
        write(dom0, "/w/a", "privileged callers write to it all the same");
        dom5.remove(path("/w/a"));
        account.charge(-101);
        write(dom5, "/w/a", "");
        tx.commit();
    }

    @Test
    @DisplayName("the soft limit of memory refuses nothing")
    void softLimit() throws StoreException {
        store.setQuota(GUEST, Quota.SOFT_MEMORY, 1);
        assertFalse(dom5.account().exceeds(Quota.SOFT_MEMORY));
        write(dom5, "/w/a", "");
        assertTrue(dom5.account().exceeds(Quota.SOFT_MEMORY));
        assertEquals(0, store.refusals(Quota.SOFT_MEMORY));
    }

    @Test
    @DisplayName("quotas have the names and defaults of xenstored")
    void names() {
        List<String> all = new ArrayList<>();
        for (Quota quota : Quota.values()) {
            all.add(quota.key() + "=" + Quotas.DEFAULT.of(quota));
            assertEquals(quota, Quota.named(quota.key()));
            assertEquals(0, Quotas.UNLIMITED.of(quota));
        }
        assertEquals(
                "nodes=1000 node-size=2048 watches=128 transactions=10 transaction-nodes=1024"
                        + " transaction-requests=1024 node-permissions=5 path-max=2048 outstanding=20"
                        + " memory=2621440 soft-memory=2097152",
                String.join(" ", all));
        assertEquals(String.join(" ", all), Quotas.DEFAULT.toString());
        assertNull(Quota.named("entries"));
        assertThrows(IllegalArgumentException.class, () -> Quotas.DEFAULT.with(Quota.NODES, -1));
    }

    @Test
    @DisplayName("accounts are listed while somebody uses them or their limits differ")
    void listed() throws StoreException {
        assertEquals(List.of("0", "5", "6"), listedPrincipals());
        dom6.close();
        assertEquals(List.of("0", "5"), listedPrincipals());
        store.setQuota(GUEST, Quota.NODES, 7);
        dom5.close();
        assertEquals(List.of("0", "5"), listedPrincipals());
        store.bury(GUEST);
        assertEquals(List.of("0"), listedPrincipals());
    }

    private List<String> listedPrincipals() {
        return store.accounts().stream()
                .map(account -> account.principal().toString())
                .sorted()
                .toList();
    }
}
