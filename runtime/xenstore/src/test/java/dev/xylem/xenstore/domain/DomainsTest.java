package dev.xylem.xenstore.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Errno;
import dev.xylem.store.Principal;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DomainsTest extends DomainsFixture {
    @Test
    @DisplayName("INTRODUCE maps the page, opens the connection and fires once, with the number at depth 1 (V-10)")
    void introduction() throws StoreException {
        watch(dom0, "@introduceDomain", -1);
        watch(dom0, "@introduceDomain", 1);
        take(events);
        assertFalse(domains.isIntroduced(7));
        start(7);
        assertTrue(domains.isIntroduced(7));
        assertEquals(List.of("@introduceDomain t-1", "@introduceDomain/7 t1"), take(events));
        assertEquals(List.of("connect 7 2"), machine.trace);
        assertEquals(List.of(new Domain(Principal.of(7), null, Domains.FEATURES, false)), domains.list());
    }

    @Test
    @DisplayName("INTRODUCE refuses domain 0, reserved numbers, port 0, what does not exist and what cannot be bound")
    void refusals() {
        machine.build(7);
        refused(Errno.EINVAL, () -> domains.introduce(0, 1, 2));
        refused(Errno.EINVAL, () -> domains.introduce(Domains.SELF, 1, 2));
        refused(Errno.EINVAL, () -> domains.introduce(7, 1, 0));
        refused(Errno.ENOENT, () -> domains.introduce(8, 1, 2));
        refused(Errno.EINVAL, () -> domains.introduce(7, 1, 13));
        assertFalse(domains.isIntroduced(7));
        assertTrue(domains.isIntroduced(0));
        assertTrue(domains.isIntroduced(Domains.SELF));
    }

    @Test
    @DisplayName("T-10 INTRODUCE of a known domain binds the new port and begins the connection anew, without an event")
    void again() throws StoreException {
        Session guest = start(7);
        watch(dom0, "@introduceDomain", -1);
        take(events);
        guest.begin();
        domains.introduce(7, 99, 3);
        assertEquals(List.of("connect 7 2", "rebind 7 3", "reset 7"), machine.trace);
        assertEquals(0, store.transactions(Principal.of(7)));
        assertEquals(List.of(), take(events));
    }

    @Test
    @DisplayName("V-11 a stop and the end are two occasions; RESUME re-arms the first")
    void occasions() throws StoreException {
        start(7);
        watch(dom0, "@releaseDomain", -1);
        watch(dom0, "@releaseDomain", 1);
        watch(dom0, "@releaseDomain/7", -1);
        watch(dom0, "@releaseDomain/8", -1);
        take(events);
        List<String> once = List.of("@releaseDomain t-1", "@releaseDomain/7 t1", "@releaseDomain/7 t-1");
        machine.set(7, Hypervisor.State.STOPPED);
        assertEquals(once, take(events));
        domains.sweep();
        assertEquals(List.of(), take(events));
        machine.set(7, Hypervisor.State.RUNNING);
        domains.resume(7);
        assertEquals(List.of(), take(events));
        machine.set(7, Hypervisor.State.STOPPED);
        assertEquals(once, take(events));
        machine.set(7, Hypervisor.State.GONE);
        assertEquals(once, take(events));
        assertFalse(domains.isIntroduced(7));
        assertEquals(List.of("connect 7 2", "close 7", "disconnect 7"), machine.trace);
    }

    @Test
    @DisplayName("V-10 who watches without depth hears once of all that one sweep finds")
    void sweptTogether() throws StoreException {
        machine.onChange(() -> {});
        for (int domain = 1; domain <= 3; domain++) {
            start(domain);
        }
        watch(dom0, "@releaseDomain", -1);
        watch(dom0, "@releaseDomain", 0);
        watch(dom0, "@releaseDomain", 1);
        take(events);
        machine.set(1, Hypervisor.State.GONE);
        machine.set(3, Hypervisor.State.STOPPED);
        domains.sweep();
        assertEquals(
                List.of("@releaseDomain t-1", "@releaseDomain t0", "@releaseDomain/1 t1", "@releaseDomain/3 t1"),
                take(events));
        refused(Errno.EINVAL, () -> watch(dom0, "@releaseDomain", 2));
    }

    @Test
    @DisplayName("V-10 special nodes are for domain 0 unless their permissions say otherwise")
    void specialPermissions() throws StoreException {
        start(7);
        start(8);
        List<String> seen = new ArrayList<>();
        Session watcher = store.session(guest(8).caller(), sink(seen));
        watch(watcher, "@releaseDomain", 1);
        watch(watcher, "@releaseDomain/7", -1);
        take(seen);
        machine.set(7, Hypervisor.State.STOPPED);
        assertEquals(List.of(), take(seen));
        refused(Errno.EACCES, () -> watcher.permissions(dev.xylem.store.Path.of("@releaseDomain")));
        chmod(dom0, "@releaseDomain", "n0", "r8");
        machine.set(7, Hypervisor.State.GONE);
        assertEquals(List.of("@releaseDomain/7 t1", "@releaseDomain/7 t-1"), take(seen));
    }

    @Test
    @DisplayName("RELEASE ends the domain with its connection and fires; RELEASE of what is not introduced is ENOENT")
    void release() throws StoreException {
        start(7);
        watch(dom0, "@releaseDomain", 1);
        take(events);
        domains.release(7);
        assertEquals(List.of("@releaseDomain/7 t1"), take(events));
        assertEquals(List.of("connect 7 2", "close 7", "disconnect 7"), machine.trace);
        refused(Errno.ENOENT, () -> domains.release(7));
        refused(Errno.EINVAL, () -> domains.release(0));
        machine.set(7, Hypervisor.State.GONE);
        assertEquals(List.of(), take(events));
    }

    @Test
    @DisplayName("XSA-322 a domain that took the number of another between two looks is another")
    void unnoticedDeath() throws StoreException {
        start(7);
        chmod(dom0, "/tool", "n0", "r7");
        machine.build(7);
        watch(dom0, "@releaseDomain", -1);
        take(events);
        domains.introduce(7, 1, 2);
        assertEquals(List.of("@releaseDomain t-1"), take(events));
        refused(Errno.EACCES, () -> read(guest(7), "/tool"));
    }

    @Test
    @DisplayName("A-9 SET_TARGET adds the rights of another domain and takes nothing away; both must be introduced")
    void target() throws StoreException {
        Session stub = start(8);
        refused(Errno.ENOENT, () -> domains.setTarget(8, 7));
        refused(Errno.ENOENT, () -> domains.setTarget(7, 8));
        refused(Errno.EINVAL, () -> domains.setTarget(8, 0));
        start(7);
        write(dom0, "/of7", "a");
        write(dom0, "/of8", "b");
        chmod(dom0, "/of7", "n7", "n8");
        chmod(dom0, "/of8", "n8", "n7");
        refused(Errno.EACCES, () -> read(stub, "/of7"));
        domains.setTarget(8, 7);
        assertEquals("a", read(stub, "/of7"));
        assertEquals("b", read(stub, "/of8"));
        refused(Errno.EACCES, () -> read(guest(7), "/of8"));
        chmod(dom0, "/of8", "n8", "r7");
        chmod(dom0, "/of7", "n0", "r7");
        assertEquals("a", read(stub, "/of7"));
        machine.set(7, Hypervisor.State.GONE);
        refused(Errno.EACCES, () -> read(stub, "/of7"));
        assertEquals(List.of(new Domain(Principal.of(8), null, Domains.FEATURES, false)), domains.list());
    }

    @Test
    @DisplayName("SET_FEATURE holds from the next introduction on; DOMID_ANY is for those with feature bit 3")
    void features() throws StoreException {
        refused(Errno.ENOENT, () -> domains.setFeatures(7, 0));
        refused(Errno.ENOENT, () -> domains.features(7));
        machine.build(7);
        assertEquals(Domains.FEATURES, domains.features(7));
        refused(Errno.EINVAL, () -> domains.setFeatures(7, 16));
        domains.setFeatures(7, Domains.WATCH_DEPTH);
        assertEquals(Domains.WATCH_DEPTH, domains.features(7));
        domains.introduce(7, 1, 2);
        refused(Errno.EBUSY, () -> domains.setFeatures(7, 0));
        chmod(dom0, "/tool", "n0", "r32757");
        refused(Errno.EACCES, () -> read(guest(7), "/tool"));
        assertEquals("", read(start(8), "/tool"));
        domains.release(7);
        domains.introduce(7, 1, 2);
        assertEquals("", read(guest(7), "/tool"));
        assertEquals(Domains.FEATURES, domains.features(7));
    }
}
