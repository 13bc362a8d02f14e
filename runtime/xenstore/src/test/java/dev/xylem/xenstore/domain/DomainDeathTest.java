package dev.xylem.xenstore.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Quotas;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is left of a domain when it is gone, and what its successor gets: nothing. */
class DomainDeathTest extends DomainsFixture {
    private void home(int domain) throws StoreException {
        String home = "/local/domain/" + domain;
        dom0.mkdir(Path.of(home));
        chmod(dom0, home, "n0", "r" + domain);
        dom0.mkdir(Path.of(home + "/data"));
        chmod(dom0, home + "/data", "n" + domain);
    }

    @Test
    @DisplayName("§10: what the builder writes before INTRODUCE is valid for the domain that exists")
    void builtBefore() throws StoreException {
        refused(Errno.ENOENT, () -> home(7));
        dom0.remove(Path.of("/local/domain/7"));
        machine.build(7);
        home(7);
        domains.introduce(7, 1, 2);
        write(guest(7), "/local/domain/7/data/x", "mine");
        assertEquals("", read(guest(7), "/local/domain/7"));
    }

    @Test
    @DisplayName("A-7: a domain that is destroyed before it was introduced leaves nothing to the next one either")
    void neverIntroduced() throws StoreException {
        machine.build(7);
        home(7);
        machine.set(7, Hypervisor.State.GONE);
        assertFalse(exists("/local/domain/7/data"));
        start(7);
        refused(Errno.EACCES, () -> read(guest(7), "/local/domain/7"));
    }

    @Test
    @DisplayName(
            "scenario 12: stop, resume, stop, end, another domain of that number: three occasions, nothing inherited")
    void scenario12() throws StoreException {
        machine.build(7);
        home(7);
        domains.introduce(7, 1, 2);
        Session former = guest(7);
        start(8);
        home(8);
        chmod(dom0, "/local/domain/8/data", "n8", "b7");
        write(former, "/local/domain/8/data/of7", "");
        write(former, "/local/domain/7/data/x", "");
        watch(dom0, "@releaseDomain", 1);
        take(events);
        machine.set(7, Hypervisor.State.STOPPED);
        machine.set(7, Hypervisor.State.RUNNING);
        domains.resume(7);
        machine.set(7, Hypervisor.State.STOPPED);
        Transaction open = dom0.begin();
        read(open, "/local/domain/8");
        write(open, "/local/domain/8/name", "eight");
        machine.set(7, Hypervisor.State.GONE);
        assertEquals(List.of("@releaseDomain/7 t1", "@releaseDomain/7 t1", "@releaseDomain/7 t1"), take(events));
        open.commit();
        refused(Errno.ENOENT, () -> read(former, "/local/domain/7"));
        assertEquals(List.of(), dom0.directory(Path.of("/local/domain/7")));
        assertEquals(List.of(), dom0.directory(Path.of("/local/domain/8/data")));
        assertEquals(0, store.nodes(former.caller().principal()));

        Session next = start(7);
        assertEquals(new Principal(7, 1), next.caller().principal());
        refused(Errno.EACCES, () -> read(next, "/local/domain/7"));
        refused(Errno.EACCES, () -> read(next, "/local/domain/8/data"));
        refused(Errno.EACCES, () -> next.permissions(Path.of("/local/domain/8/data")));
        assertEquals(0, store.account(next.caller().principal()).memory());
    }

    @Test
    @DisplayName("scenario 13: a crash amid transactions and watches leaves no memory behind, and one occasion")
    void scenario13() throws StoreException {
        Session guest = start(7);
        home(7);
        for (int i = 0; i < 10; i++) {
            write(guest.begin(), "/local/domain/7/data/n" + i, "value");
        }
        for (int i = 0; i < 100; i++) {
            watch(guest, "/local/domain/7/data", i);
        }
        Principal principal = guest.caller().principal();
        assertTrue(store.account(principal).memory() > 0);
        watch(dom0, "@releaseDomain", -1);
        take(events);
        Transaction toolstack = dom0.begin();
        write(toolstack, "/local/domain/7/console", "");
        machine.set(7, Hypervisor.State.GONE);
        toolstack.commit();
        assertEquals(List.of("@releaseDomain t-1"), take(events));
        assertEquals(0, store.transactions(principal));
        assertEquals(0, store.watches(principal));
        assertEquals(0, store.account(principal).memory());
        assertEquals(1, store.accounts().size());
    }

    @Test
    @DisplayName("XSA-322, XSA-417: rights on fifty nodes die with the domain, whether the next is introduced or not")
    void xsa322() throws StoreException {
        start(7);
        for (int i = 0; i < 50; i++) {
            write(dom0, "/n" + i, "x");
            chmod(dom0, "/n" + i, "n0", "b7");
        }
        machine.set(7, Hypervisor.State.GONE);
        for (int i = 50; i < 100; i++) {
            write(dom0, "/n" + i, "x");
            chmod(dom0, "/n" + i, "n0", "b7");
        }
        Session next = start(7);
        Transaction inside = next.begin();
        for (int i = 0; i < 100; i++) {
            String node = "/n" + i;
            refused(Errno.EACCES, () -> read(next, node));
            refused(Errno.EACCES, () -> write(next, node, ""));
            refused(Errno.EACCES, () -> read(inside, node));
        }
    }

    @Test
    @DisplayName("XSA-419, XSA-483: two guests that fill each other's directories and reboot a thousand times")
    void xsa419() throws StoreException {
        store.setQuotas(Quotas.DEFAULT.with(Quota.NODES, 12));
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int life = 0; life < 1000; life++) {
            for (int domain = 7; domain <= 8; domain++) {
                machine.build(domain);
                domains.introduce(domain, 1, 2);
            }
            for (int domain = 7; domain <= 8; domain++) {
                home(domain);
                chmod(dom0, "/local/domain/" + domain + "/data", "b" + domain);
            }
            for (int domain = 7; domain <= 8; domain++) {
                Session guest = guest(domain);
                for (int i = 0; i < 11; i++) {
                    write(guest, "/local/domain/" + (15 - domain) + "/data/n" + i, "");
                }
                refused(Errno.ENOSPC, () -> write(guest, "/local/domain/7/data/more", ""));
            }
            machine.set(7, Hypervisor.State.GONE);
            machine.set(8, Hypervisor.State.GONE);
            least = Math.min(least, store.snapshot().root().size());
            most = Math.max(most, store.snapshot().root().size());
        }
        assertEquals(least, most);
    }

    @Test
    @DisplayName("XSA-233: a domain and its stub domain end in one sweep, in both orders, and by RELEASE in between")
    void xsa233() throws StoreException {
        watch(dom0, "@releaseDomain", 1);
        int[][] orders = {{7, 8}, {8, 7}};
        for (int[] order : orders) {
            machine.onChange(() -> {});
            start(order[0]);
            start(order[1]);
            domains.setTarget(order[1], order[0]);
            take(events);
            machine.trace.clear();
            machine.set(7, Hypervisor.State.GONE);
            machine.set(8, Hypervisor.State.GONE);
            domains.sweep();
            assertEquals(List.of("@releaseDomain/7 t1", "@releaseDomain/8 t1"), take(events));
            assertEquals(List.of("close 7", "disconnect 7", "close 8", "disconnect 8"), machine.trace);
        }
        start(7);
        start(8);
        domains.setTarget(8, 7);
        take(events);
        machine.set(7, Hypervisor.State.GONE);
        domains.release(8);
        refused(Errno.ENOENT, () -> domains.release(8));
        domains.sweep();
        assertEquals(List.of("@releaseDomain/8 t1", "@releaseDomain/7 t1"), take(events));
    }

    @Test
    @DisplayName("XSA-425: ten thousand times RELEASE and INTRODUCE of neighbours")
    void xsa425() throws StoreException {
        for (int domain = 1; domain <= 4; domain++) {
            start(domain);
        }
        for (int round = 0; round < 10_000; round++) {
            int domain = 1 + round % 4;
            int neighbour = 1 + (round + 1) % 4;
            domains.setTarget(domain, neighbour);
            domains.release(neighbour);
            domains.introduce(neighbour, 1, 100 + round);
            domains.introduce(domain, 1, 101 + round);
        }
        assertEquals(4, domains.list().size());
        assertEquals(1 + 4, store.accounts().size());
    }

    @Test
    @DisplayName("A-9: rights through a target end with the target, whoever has its number next")
    void target() throws StoreException {
        start(7);
        Session stub = start(8);
        domains.setTarget(8, 7);
        write(dom0, "/a", "x");
        chmod(dom0, "/a", "n0", "r7");
        Transaction before = stub.begin();
        assertEquals("x", read(before, "/a"));
        machine.set(7, Hypervisor.State.GONE);
        start(7);
        chmod(dom0, "/a", "n0", "r7");
        refused(Errno.EACCES, () -> read(stub, "/a"));
        refused(Errno.EACCES, () -> read(before, "/a"));
        assertEquals("x", read(guest(7), "/a"));
    }

    @Test
    @DisplayName("the end of the server leaves the nodes of the domains that live on")
    void close() throws StoreException {
        start(7);
        home(7);
        write(guest(7), "/local/domain/7/data/x", "kept");
        List<String> before = new ArrayList<>(machine.trace);
        domains.close();
        domains.close();
        before.addAll(List.of("close 7", "disconnect 7"));
        assertEquals(before, machine.trace);
        assertEquals("kept", read(dom0, "/local/domain/7/data/x"));
        assertEquals(List.of(), domains.list());
    }

    private boolean exists(String path) throws StoreException {
        try {
            read(dom0, path);
            return true;
        } catch (StoreException e) {
            assertEquals(Errno.ENOENT, e.errno());
            return false;
        }
    }
}
