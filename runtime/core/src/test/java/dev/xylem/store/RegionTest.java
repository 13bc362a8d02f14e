package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegionTest extends StoreFixture {
    @Test
    @DisplayName("the initial tree (spec 10), with /sys mounted")
    void initialTree() throws StoreException {
        assertEquals(List.of("local", "sys", "tool"), list(dom0, "/"));
        assertEquals(List.of("xenstored"), list(dom0, "/tool"));
        for (String path : List.of("/", "/tool", "/tool/xenstored", "/local", "@introduceDomain", "@releaseDomain")) {
            assertEquals(List.of("n0"), dom0.permissions(path(path)).format());
        }
        assertEquals(0, number());
        assertEquals(path("/local/domain/0"), dom0.home());
        assertEquals(path("/local/domain/5"), dom5.home());
    }

    @Test
    @DisplayName("P-4 special nodes have permissions and watches, and nothing else")
    void special() throws StoreException {
        Path release = path("@releaseDomain");
        refused(Errno.EINVAL, () -> dom0.read(release));
        refused(Errno.EINVAL, () -> dom0.directory(release));
        refused(Errno.EINVAL, () -> dom0.write(release, bytes("")));
        refused(Errno.EINVAL, () -> dom0.mkdir(release));
        refused(Errno.EINVAL, () -> dom0.remove(release));
        refused(Errno.EACCES, () -> dom5.permissions(release));
        refused(Errno.EACCES, () -> dom5.permissions(path("@unknown")));
        refused(Errno.ENOENT, () -> dom0.permissions(path("@unknown")));
        chmod(dom0, "@releaseDomain", "n0", "r5");
        assertEquals(acl("n0", "r5"), dom5.permissions(release));
        refused(Errno.EACCES, () -> chmod(dom5, "@releaseDomain", "n5"));
        Transaction tx = dom0.begin();
        refused(Errno.EINVAL, () -> tx.read(release));
        chmod(tx, "@introduceDomain", "r0");
        write(dom0, "/a", "");
        tx.commit();
        assertEquals(acl("r0"), dom0.permissions(path("@introduceDomain")));
    }

    @Test
    @DisplayName("/sys tells commit number, node count, uptime and refusals, to the privileged")
    void sys() throws StoreException {
        AtomicLong clock = new AtomicLong(5);
        use(Store.builder(access).clock(clock::get));
        assertEquals(List.of("commit", "nodes", "refusals", "uptime"), list(dom0, "/sys"));
        assertEquals("0", read(dom0, "/sys/commit"));
        assertEquals("5", read(dom0, "/sys/nodes"));
        write(dom0, "/a/b", "");
        clock.addAndGet(61_500_000_000L);
        assertEquals("1", read(dom0, "/sys/commit"));
        assertEquals("7", read(dom0, "/sys/nodes"));
        assertEquals("61", read(dom0, "/sys/uptime"));
        assertEquals("0", read(dom0, "/sys/refusals"));
        assertEquals("", read(dom0, "/sys"));
        refused(Errno.ENOENT, () -> read(dom0, "/sys/missing/deep"));
        refused(Errno.EACCES, () -> read(dom5, "/sys/commit"));
        refused(Errno.EACCES, () -> read(dom5, "/sys/missing"));
    }

    @Test
    @DisplayName("what cannot be written answers EROFS, or EACCES to who may not know")
    void readOnly() throws StoreException {
        for (String text : List.of("/sys", "/sys/commit", "/sys/new/deep")) {
            Path path = path(text);
            refused(Errno.EROFS, () -> dom0.write(path, bytes("")));
            refused(Errno.EROFS, () -> dom0.mkdir(path));
            refused(Errno.EROFS, () -> dom0.remove(path));
            refused(Errno.EROFS, () -> dom0.setPermissions(path, acl("r0")));
            refused(Errno.EACCES, () -> dom5.write(path, bytes("")));
            refused(Errno.EACCES, () -> dom5.remove(path));
            refused(Errno.EACCES, () -> dom5.setPermissions(path, acl("n5")));
        }
        assertEquals(0, number());
    }

    @Test
    @DisplayName("a transaction sees /sys of its beginning, and what it read there has to hold")
    void transactions() throws StoreException {
        Transaction tx = dom0.begin();
        assertEquals("0", read(tx, "/sys/commit"));
        write(dom0, "/a", "");
        assertEquals("0", read(tx, "/sys/commit"));
        write(tx, "/b", "");
        ConflictException again = assertThrows(ConflictException.class, tx::commit);
        assertEquals(path("/sys/commit"), again.path());

        Transaction unharmed = dom0.begin();
        read(unharmed, "/sys/nodes");
        read(unharmed, "/sys/uptime");
        list(unharmed, "/sys");
        write(unharmed, "/b", "");
        write(dom0, "/a", "same number of nodes");
        unharmed.commit();
    }

    @Test
    @DisplayName("the uptime binds nobody, even when time passes and a replay is needed")
    void uptime() throws StoreException {
        AtomicLong clock = new AtomicLong();
        use(Store.builder(access).clock(clock::get));
        write(dom0, "/a", "1");
        Transaction tx = dom0.begin();
        read(tx, "/sys/uptime");
        read(tx, "/a");
        write(tx, "/b", "");
        clock.addAndGet(10_000_000_000L);
        dom0.remove(path("/a"));
        write(dom0, "/a", "1");
        tx.commit();
    }

    @Test
    @DisplayName("mounts: conflicting points are refused; what holds one cannot be removed")
    void mounts() throws StoreException {
        Region empty = new SysRegion(Principal.of(0), () -> 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> Store.builder(access).region(Path.ROOT, empty).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> Store.builder(access).region(path("/sys/below"), empty).build());
        use(Store.builder(access).region(path("/m/n"), empty));
        assertEquals(List.of("n"), list(dom0, "/m"));
        assertEquals("0", read(dom0, "/m/n/commit"));
        refused(Errno.EBUSY, () -> dom0.remove(path("/m")));
    }

    @Test
    @DisplayName("A-2 a node of a region that comes and goes while it is looked for is ENOENT")
    void restlessRegion() throws StoreException {
        Acl acl = Acl.of(Principal.of(0), 'n');
        Node empty = Node.created(new byte[0], acl, Principal.of(0), 0);
        Node full = empty.withNewChild(Names.key("x"), "x", empty, 0, new Shapes());
        int[] looks = new int[1];
        Region restless = new Region() {
            @Override
            public View view(Snapshot commit) {
                Node root = looks[0]++ % 2 == 0 ? empty : full;
                return () -> root;
            }

            @Override
            public boolean writable() {
                return false;
            }

            @Override
            public void changed(Snapshot before, Snapshot after, Consumer<Path> changed) {}
        };
        use(Store.builder(access).region(path("/restless"), restless));
        refused(Errno.ENOENT, () -> read(dom0, "/restless/x"));
        looks[0] = 1;
        refused(Errno.EROFS, () -> write(dom0, "/restless/x", ""));
    }
}
