package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AccessTest extends StoreFixture {
    @Test
    @DisplayName("A-1 only the node's own list counts, the root's included")
    void a1OwnAclOnly() throws StoreException {
        write(dom0, "/hidden/open", "x");
        chmod(dom0, "/hidden/open", "n0", "r5");
        assertEquals("x", read(dom5, "/hidden/open"));
        refused(Errno.EACCES, () -> list(dom5, "/hidden"));
        refused(Errno.EACCES, () -> list(dom5, "/"));
        refused(Errno.EACCES, () -> write(dom5, "/new", ""));
        refused(Errno.EACCES, () -> dom5.remove(Path.ROOT));
        refused(Errno.EACCES, () -> chmod(dom5, "/", "n5"));
        refused(Errno.EACCES, () -> dom5.permissions(Path.ROOT));
        refused(Errno.EACCES, () -> write(dom5, "/", ""));
        refused(Errno.EACCES, () -> dom5.mkdir(Path.ROOT));
    }

    @Test
    @DisplayName("A-2 errors do not reveal whether a hidden node exists")
    void a2NoOracle() throws StoreException {
        write(dom0, "/h/there", "x");
        for (String text : List.of("/h/there", "/h/missing", "/h/missing/deeper")) {
            Path path = path(text);
            refused(Errno.EACCES, () -> dom5.read(path));
            refused(Errno.EACCES, () -> dom5.directory(path));
            refused(Errno.EACCES, () -> dom5.permissions(path));
            refused(Errno.EACCES, () -> dom5.write(path, bytes("")));
            refused(Errno.EACCES, () -> dom5.mkdir(path));
            refused(Errno.EACCES, () -> dom5.remove(path));
            refused(Errno.EACCES, () -> dom5.setPermissions(path, acl("n5")));
        }
        chmod(dom0, "/h", "r0");
        refused(Errno.ENOENT, () -> read(dom5, "/h/missing/deeper"));
        refused(Errno.EACCES, () -> read(dom5, "/h/there"));
    }

    @Test
    @DisplayName("A-3 creating needs w above, changing and removing w on the node, reading r")
    void a3NeededRights() throws StoreException {
        write(dom0, "/w/x", "");
        chmod(dom0, "/w", "w0");
        write(dom5, "/w/new/below", "1");
        refused(Errno.EACCES, () -> list(dom5, "/w"));
        refused(Errno.EACCES, () -> dom5.remove(path("/w/x")));
        chmod(dom0, "/w/x", "w0");
        write(dom0, "/w/x/private", "");
        chmod(dom0, "/w/x/private", "n0");
        dom5.remove(path("/w/x"));
        assertFalse(exists(dom0, "/w/x/private"), "removal ignores the lists of descendants");
        dom5.remove(path("/w/missing"));
        refused(Errno.ENOENT, () -> dom5.remove(path("/w/missing/leaf")));
        refused(Errno.EINVAL, () -> dom0.remove(Path.ROOT));
    }

    @Test
    @DisplayName("A-4 a new node copies its parent's list; an unprivileged creator becomes the owner")
    void a4Inheritance() throws StoreException {
        dom0.mkdir(path("/d"));
        chmod(dom0, "/d", "b0", "r6", "n7");
        write(dom5, "/d/a/b", "");
        assertEquals(acl("b5", "r6", "n7"), dom0.permissions(path("/d/a/b")));
        assertEquals(acl("b5", "r6", "n7"), dom0.permissions(path("/d/a")));
        write(dom0, "/d/a/c", "");
        assertEquals(acl("b5", "r6", "n7"), dom0.permissions(path("/d/a/c")));
    }

    @Test
    @DisplayName("A-5 SET_PERMS needs ownership; only the privileged change the owner (EPERM)")
    void a5Ownership() throws StoreException {
        write(dom0, "/n", "");
        chmod(dom0, "/n", "n5", "b6");
        refused(Errno.EACCES, () -> chmod(dom6, "/n", "n5"));
        refused(Errno.EPERM, () -> chmod(dom5, "/n", "n6"));
        chmod(dom5, "/n", "n5", "r6");
        refused(Errno.EACCES, () -> write(dom6, "/n", "x"));
        int before = store.nodes(Principal.of(6));
        chmod(dom0, "/n", "n6");
        assertEquals(before + 1, store.nodes(Principal.of(6)));
        assertEquals(0, store.nodes(Principal.of(5)));
    }

    @Test
    @DisplayName("A-6 entries of dead domains are kept but match nobody; a dead owner is ENOENT")
    void a6Stale() throws StoreException {
        write(dom0, "/n", "x");
        access.died(9);
        chmod(dom0, "/n", "n0", "r9");
        assertEquals(List.of("n0", "r9"), dom0.permissions(path("/n")).format());
        refused(Errno.ENOENT, () -> chmod(dom0, "/n", "n9"));
        access.created(9);
        Session reborn = store.session(access.domain(9), WatchSink.NONE);
        refused(Errno.EACCES, () -> read(reborn, "/n"));
        chmod(dom0, "/n", "n0", "r9");
        assertEquals("x", read(reborn, "/n"));
    }

    @Test
    @DisplayName("A-7 a domain that gets a used number has none of the former one's rights")
    void a7Incarnations() throws StoreException {
        write(dom0, "/n", "x");
        chmod(dom0, "/n", "n5", "b6");
        for (int life = 0; life < 3; life++) {
            access.died(6);
            access.died(6);
            access.created(6);
            access.created(6);
            Session reborn = store.session(access.domain(6), WatchSink.NONE);
            refused(Errno.EACCES, () -> read(reborn, "/n"));
            refused(Errno.EACCES, () -> reborn.permissions(path("/n")));
            try (Transaction tx = reborn.begin()) {
                refused(Errno.EACCES, () -> write(tx, "/n", "y"));
            }
            chmod(dom0, "/n", "n5", "b6");
            assertEquals("x", read(reborn, "/n"));
        }
    }

    @Test
    @DisplayName("A-9 a target's rights add to the caller's own")
    void a9Target() throws StoreException {
        write(dom0, "/mine", "1");
        chmod(dom0, "/mine", "n0", "r5", "n6");
        write(dom0, "/its", "2");
        chmod(dom0, "/its", "n6");
        Caller both = new Caller(Principal.of(5), Principal.of(6), false);
        Session stub = store.session(both, WatchSink.NONE);
        assertEquals("1", read(stub, "/mine"));
        assertEquals("2", read(stub, "/its"));
        chmod(stub, "/its", "n6", "r5");
    }

    @Test
    @DisplayName("the entry for any domain counts for callers that know it, the first match wins")
    void anyone() throws StoreException {
        write(dom0, "/n", "x");
        chmod(dom0, "/n", "n0", "n6", "r" + 0x7FF5);
        refused(Errno.EACCES, () -> read(dom5, "/n"));
        Session knows = store.session(new Caller(Principal.of(5), null, true), WatchSink.NONE);
        assertEquals("x", read(knows, "/n"));
        refused(Errno.EACCES, () -> read(store.session(new Caller(Principal.of(6), null, true), WatchSink.NONE), "/n"));
    }

    @Test
    @DisplayName("permission text: letter and strict decimal, domains up to 65535, users up to 4294967295")
    void permissionText() throws StoreException {
        for (String text : List.of("", "x5", "r", "r5x", "r-1", "r+1", "r65536", "r99999999999", "R5")) {
            refused(Errno.EINVAL, () -> acl(text));
        }
        refused(Errno.EINVAL, () -> Acl.parse(List.of(), access));
        assertEquals("n65535", acl("n65535").toString());
        UnixAccess unix = new UnixAccess(1000);
        assertEquals("n4294967295", Acl.parse(List.of("n4294967295"), unix).toString());
        refused(Errno.EINVAL, () -> Acl.parse(List.of("n4294967296"), unix));
    }

    @Test
    @DisplayName("UnixAccess: own user and root are privileged, others and unknown peers are not, one home for all")
    void unix() throws StoreException {
        UnixAccess unix = new UnixAccess(1000);
        Store users = Store.builder(unix).build();
        assertTrue(unix.privileged(unix.peer(0)));
        assertTrue(unix.privileged(unix.peer(1000)));
        Session nobody = users.session(unix.peer(Access.UNKNOWN_USER), WatchSink.NONE);
        Session big = users.session(unix.peer(0xFFFFFFFEL), WatchSink.NONE);
        assertEquals(path("/local/domain/0"), big.home());
        refused(Errno.EACCES, () -> read(nobody, "/tool"));
        users.owner().mkdir(path("/shared"));
        users.owner().setPermissions(path("/shared"), Acl.parse(List.of("b1000"), unix));
        big.mkdir(path("/shared/x"));
        assertEquals("b4294967294", big.permissions(path("/shared/x")).toString());
        assertEquals(List.of(), users.check());
    }

    @Test
    @DisplayName("UnixAccess finds the user of this process")
    void unixDetectsUser() {
        UnixAccess unix = new UnixAccess();
        assertTrue(unix.privileged(unix.owner()));
    }

    @Test
    @DisplayName(
            "A-6 a domain that does not exist can ask for nothing, and what names it as missing is not for the next")
    void a6StaleCaller() throws StoreException {
        access.died(7);
        write(dom0, "/a", "x");
        chmod(dom0, "/a", "n0", "b7");
        try (Session dead = store.session(access.domain(7), WatchSink.NONE)) {
            refused(Errno.ENOENT, () -> dead.read(path("/a")));
        }
        access.created(7);
        try (Session born = store.session(access.domain(7), WatchSink.NONE)) {
            refused(Errno.EACCES, () -> born.read(path("/a")));
        }
    }
}
