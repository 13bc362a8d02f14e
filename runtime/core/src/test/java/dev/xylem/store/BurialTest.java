package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The end of a principal. */
class BurialTest extends StoreFixture {
    private static final Principal GUEST = Principal.of(5);
    private static final Principal OTHER = Principal.of(6);

    @BeforeEach
    void homes() throws StoreException {
        furnish();
    }

    private void furnish() throws StoreException {
        for (int domain = 5; domain <= 6; domain++) {
            String home = "/local/domain/" + domain;
            dom0.mkdir(path(home));
            chmod(dom0, home, "n0", "r" + domain);
            dom0.mkdir(path(home + "/data"));
            chmod(dom0, home + "/data", "b" + domain);
        }
        dom0.mkdir(path("/shared"));
        chmod(dom0, "/shared", "b0");
    }

    private Session reborn(int domain) {
        access.created(domain);
        return store.session(access.domain(domain), WatchSink.NONE);
    }

    @Test
    @DisplayName(
            "A-8, XSA-419: nodes of a dead owner go wherever they are, with all below, whoever owns that; in one commit")
    void a8Removed() throws StoreException {
        write(dom5, "/local/domain/5/data/a/b", "");
        write(dom6, "/local/domain/5/data/a/theirs", "");
        write(dom5, "/local/domain/6/data/mine", "");
        write(dom5, "/shared/mine/deep", "");
        write(dom6, "/shared/theirs", "");
        write(dom0, "/local/domain/5/name", "kept");
        Snapshot before = store.snapshot();
        store.bury(GUEST);
        assertEquals(before.number() + 1, number());
        assertEquals(List.of("name"), list(dom0, "/local/domain/5"));
        assertEquals(List.of(), list(dom0, "/local/domain/6/data"));
        assertEquals(List.of("theirs"), list(dom0, "/shared"));
        assertEquals(0, store.nodes(GUEST));
        assertEquals(2, store.nodes(OTHER), "data and /shared/theirs");
    }

    @Test
    @DisplayName("rule 1: the end of who owned nothing is no commit; a second end neither")
    void nothingOwned() throws StoreException {
        long before = number();
        store.bury(Principal.of(9));
        assertEquals(before, number());
        store.bury(GUEST);
        assertEquals(before + 1, number());
        store.bury(GUEST);
        assertEquals(before + 1, number());
        assertThrows(IllegalArgumentException.class, () -> store.bury(Principal.of(0)));
    }

    @Test
    @DisplayName("V-6, V-12: removal fires watches above and on what was removed, and none of the dead principal's own")
    void events() throws StoreException {
        write(dom5, "/shared/mine/deep", "");
        watch(dom0, "/shared", "above");
        watch(dom0, "/shared/mine/deep", "on");
        watch(dom5, "/shared", "own");
        events0.take();
        events5.take();
        store.bury(GUEST);
        assertEquals(List.of("/shared/mine above", "/shared/mine/deep on"), events0.take());
        write(dom0, "/shared/later", "");
        assertEquals(List.of(), events5.take());
    }

    @Test
    @DisplayName("XSA-322: no entry that named a dead domain is for the next one, at once and in older transactions")
    void xsa322Entries() throws StoreException {
        for (int i = 0; i < 50; i++) {
            write(dom0, "/n" + i, "x");
            chmod(dom0, "/n" + i, "n0", "b5");
        }
        store.bury(GUEST);
        Session next = reborn(5);
        List<String> seen = new ArrayList<>();
        Session watcher = store.session(access.domain(5), (path, token) -> seen.add(path));
        watch(watcher, "/", "t");
        seen.clear();
        try (Transaction tx = next.begin()) {
            for (int i = 0; i < 50; i++) {
                String node = "/n" + i;
                refused(Errno.EACCES, () -> read(next, node));
                refused(Errno.EACCES, () -> write(next, node, "y"));
                refused(Errno.EACCES, () -> next.permissions(path(node)));
                refused(Errno.EACCES, () -> read(tx, node));
                write(dom0, node, "z");
            }
        }
        assertEquals(List.of(), seen);
    }

    @Test
    @DisplayName("A-9: rights through a target end with it, also for what an open transaction did with them")
    void targetInTransaction() throws StoreException {
        write(dom0, "/of5", "x");
        chmod(dom0, "/of5", "n0", "b5");
        dom6.target(GUEST);
        Transaction tx = dom6.begin();
        write(tx, "/of5", "y");
        Transaction unconcerned = dom6.begin();
        write(unconcerned, "/shared/a", "");
        dom0.remove(path("/local/domain/5"));
        store.bury(GUEST);
        assertThrows(ConflictException.class, tx::commit);
        assertEquals("x", read(dom0, "/of5"));
        unconcerned.commit();
        refused(Errno.EACCES, () -> read(dom6, "/of5"));
    }

    @Test
    @DisplayName("A-6: who died since a transaction named it as owner owns nothing by that transaction")
    void deadOwnerInTransaction() throws StoreException {
        dom0.remove(path("/local/domain/5"));
        Transaction tx = dom0.begin();
        write(tx, "/given", "x");
        chmod(tx, "/given", "n5");
        long before = number();
        store.bury(GUEST);
        assertEquals(before, number(), "nothing but the life changed");
        assertThrows(ConflictException.class, tx::commit);
        assertFalse(exists(dom0, "/given"));
        Acl named = Acl.of(GUEST, 'n');
        refused(Errno.ENOENT, () -> dom0.setPermissions(path("/shared"), named));
        assertEquals(0, store.nodes(GUEST));
    }

    @Test
    @DisplayName("T-10, scenario 13: transactions and watches of the dead are gone; one that overlaps its end commits")
    void openTransactions() throws StoreException {
        Transaction doomed = dom5.begin();
        for (int i = 0; i < 9; i++) {
            write(dom5.begin(), "/shared/n" + i, "");
        }
        for (int i = 0; i < 100; i++) {
            watch(dom5, "/shared", "t" + i);
        }
        Transaction toolstack = dom0.begin();
        write(toolstack, "/tool/x", "");
        write(doomed, "/shared/doomed", "");
        store.bury(GUEST);
        refused(Errno.ENOENT, doomed::commit);
        refused(Errno.ENOENT, () -> dom5.begin());
        refused(Errno.ENOENT, () -> read(dom5, "/shared"));
        toolstack.commit();
        assertEquals(List.of(), list(dom0, "/shared"));
        assertEquals(0, store.transactions(GUEST));
        assertEquals(0, store.watches(GUEST));
        assertEquals(0, store.account(GUEST).memory());
        refused(Errno.ENOENT, () -> read(store.session(Caller.of(GUEST), WatchSink.NONE), "/shared"));
    }

    @Test
    @DisplayName("a transaction that saw a node of the dead conflicts; one that saw others merges")
    void footprints() throws StoreException {
        write(dom5, "/shared/mine", "x");
        Transaction saw = dom0.begin();
        read(saw, "/shared/mine");
        write(saw, "/tool/a", "");
        Transaction other = dom0.begin();
        read(other, "/shared");
        write(other, "/tool/b", "");
        store.bury(GUEST);
        ConflictException conflict = assertThrows(ConflictException.class, saw::commit);
        assertEquals(path("/shared/mine"), conflict.path());
        other.commit();
    }

    @Test
    @DisplayName("Q-5, XSA-483: the thousandth life may still create its full quota")
    void xsa483Counters() throws StoreException {
        store.setQuotas(Quotas.DEFAULT.with(Quota.NODES, 10));
        Session guest = dom5;
        Principal principal = GUEST;
        int nodes = store.snapshot().root().size();
        for (int life = 0; life < 1000; life++) {
            int own = store.nodes(principal);
            for (int i = own; i < 10; i++) {
                guest.mkdir(path((i % 2 == 0 ? "/shared/n" : "/local/domain/6/data/n") + i));
            }
            Session full = guest;
            refused(Errno.ENOSPC, () -> full.mkdir(path("/shared/more")));
            store.bury(principal);
            assertTrue(store.snapshot().root().size() <= nodes, "XSA-419: nothing stays behind");
            guest = reborn(5);
            principal = guest.caller().principal();
        }
    }

    @Test
    @DisplayName(
            "XSA-417: what is named before it exists is not for what comes; §10: what exists may be named before INTRODUCE")
    void xsa417NamedBefore() throws StoreException {
        store.bury(GUEST);
        write(dom0, "/early", "x");
        chmod(dom0, "/early", "n0", "r5");
        refused(Errno.ENOENT, () -> chmod(dom0, "/early", "n5"));
        access.created(5);
        write(dom0, "/home", "x");
        chmod(dom0, "/home", "n5", "r6");
        Session next = store.session(access.domain(5), WatchSink.NONE);
        refused(Errno.EACCES, () -> read(next, "/early"));
        assertEquals("x", read(next, "/home"));
    }

    @Test
    @DisplayName("A-6: with a hypervisor, names mean the domains that exist, each in its own life")
    void existing() throws StoreException {
        List<Integer> alive = new ArrayList<>(List.of(7));
        access.existing(alive::contains);
        write(dom0, "/a", "x");
        refused(Errno.ENOENT, () -> chmod(dom0, "/a", "n8"));
        chmod(dom0, "/a", "n0", "r7", "r8");
        Session first = store.session(access.domain(7), WatchSink.NONE);
        assertEquals("x", read(first, "/a"));
        alive.clear();
        store.bury(first.caller().principal());
        assertTrue(access.principal(7).stale());
        alive.addAll(List.of(7, 8));
        refused(Errno.EACCES, () -> read(store.session(access.domain(7), WatchSink.NONE), "/a"));
        refused(Errno.EACCES, () -> read(store.session(access.domain(8), WatchSink.NONE), "/a"));
    }

    @Test
    @DisplayName("the root, special nodes, and what leads to a mount or a publication become the program's")
    void inherited() throws StoreException {
        use(Store.builder(access).owned(List.of(path("/pub/sum"))).cycle(proposal -> {
            proposal.publish(path("/pub/sum"), bytes("1"));
            proposal.accept();
        }));
        furnish();
        chmod(dom0, "/", "b5", "r6");
        chmod(dom0, "/pub", "b5");
        chmod(dom0, "@releaseDomain", "r5", "r6");
        write(dom5, "/pub/mine", "");
        write(dom5, "/top", "");
        store.bury(GUEST);
        assertEquals(List.of("n0"), dom0.permissions(Path.ROOT).format());
        assertEquals(List.of("n0"), dom0.permissions(path("/pub")).format());
        assertEquals(List.of("n0"), dom0.permissions(path("@releaseDomain")).format());
        assertEquals("1", read(dom0, "/pub/sum"));
        assertEquals(List.of("sum"), list(dom0, "/pub"));
        assertEquals(List.of("local", "pub", "shared", "sys", "tool"), list(dom0, "/"));
        assertEquals(0, store.nodes(GUEST));
    }

    @Test
    @DisplayName(
            "rule 4: what the application cannot do without becomes the program's, the rest goes, in an accepted commit")
    void needed() throws StoreException {
        Path needed = path("/shared/mine/needed");
        use(Store.builder(access).cycle(proposal -> {
            if (proposal.number() > 20 && proposal.node(needed) == null) {
                throw new RefusedException(List.of(new Problem("/shared/mine/needed", "(absent)", "required")));
            }
            proposal.accept();
        }));
        furnish();
        write(dom5, "/shared/mine/needed", "value");
        write(dom5, "/shared/mine/other", "");
        write(dom5, "/shared/more", "");
        while (number() < 20) {
            write(dom0, "/tool/x", "");
        }
        store.bury(GUEST);
        assertEquals(21, number());
        assertEquals("value", read(dom0, "/shared/mine/needed"));
        assertEquals(List.of("n0"), dom0.permissions(needed).format());
        assertEquals(List.of("needed"), list(dom0, "/shared/mine"));
        assertEquals(List.of("mine"), list(dom0, "/shared"));
        assertEquals("1", read(dom0, "/sys/refusals"));
    }

    @Test
    @DisplayName("an application that refuses whatever happens, or fails, cannot keep the dead")
    void stubborn() throws StoreException {
        for (@Nullable
        RuntimeException failure : new @Nullable RuntimeException[] {null, new IllegalStateException("broken")}) {
            AtomicReference<Boolean> refuse = new AtomicReference<>(false);
            use(Store.builder(access).log(AccessLog.lines(line -> {})).cycle(proposal -> {
                if (refuse.get() && failure != null) {
                    throw failure;
                }
                if (refuse.get()) {
                    throw new RefusedException(List.of(new Problem("/tool", "", "never")));
                }
                proposal.accept();
            }));
            furnish();
            write(dom5, "/shared/mine", "");
            refuse.set(true);
            Principal principal = dom5.caller().principal();
            store.bury(principal);
            refuse.set(false);
            assertEquals(List.of(), list(dom0, "/shared"));
            assertEquals(0, store.nodes(principal));
            access.created(5);
        }
    }

    @Test
    @DisplayName(
            "XSA-418: the end of a principal does not recurse with depth, nor cost more than the paths to what it owned")
    void xsa418Deep() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        StringBuilder deep = new StringBuilder();
                        for (int i = 0; i < 750; i++) {
                            deep.append("/a");
                            write(dom0, deep.toString(), "");
                            if (i % 2 == 1) {
                                chmod(dom0, deep.toString(), i % 4 == 1 ? "b6" : "b0");
                            }
                        }
                        for (int i = 0; i < 100; i++) {
                            write(dom5, deep + "/n" + i, "");
                        }
                        store.bury(GUEST);
                        assertEquals(List.of(), list(dom0, deep.toString()));
                        store.bury(OTHER);
                        assertEquals(List.of(), list(dom0, "/a"));
                    } catch (StoreException e) {
                        throw new AssertionError(e);
                    }
                },
                "small stack",
                256 << 10);
        small.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
        small.start();
        small.join();
        assertNull(thrown.get(), () -> String.valueOf(thrown.get()));
    }
}
