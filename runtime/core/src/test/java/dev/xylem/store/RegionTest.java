package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
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
        Node node = Node.created(bytes("here"), Acl.of(Principal.of(0), 'n'), Principal.of(0), 0);
        Region empty = new Region() {
            @Override
            public View view(Snapshot commit) {
                return path -> path.equals(path("/m/n")) ? node : null;
            }

            @Override
            public void changed(Snapshot before, Snapshot after, Consumer<Path> changed) {}
        };
        assertThrows(
                IllegalArgumentException.class,
                () -> Store.builder(access).region(Path.ROOT, empty).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> Store.builder(access).region(path("/sys/below"), empty).build());
        use(Store.builder(access).region(path("/m/n"), empty));
        assertEquals(List.of("n"), list(dom0, "/m"));
        assertEquals("here", read(dom0, "/m/n"));
        refused(Errno.ENOENT, () -> read(dom0, "/m/n/missing/deep"));
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
                return path -> path.depth() == 1 ? root : root.child(path, 1);
            }

            @Override
            public void changed(Snapshot before, Snapshot after, Consumer<Path> changed) {}
        };
        use(Store.builder(access).region(path("/restless"), restless));
        refused(Errno.ENOENT, () -> read(dom0, "/restless/x"));
        looks[0] = 1;
        refused(Errno.EROFS, () -> write(dom0, "/restless/x", ""));
    }

    /** A value that can be written: a number, in force from the commit that wrote it on. */
    private static final class Knob implements Computed {
        private record Setting(String value, long version) {}

        private volatile Setting setting = new Setting("1", 0);

        /** The knob as it is now. */
        Computed now() {
            Setting seen = setting;
            return new Computed() {
                @Override
                public String value() {
                    return seen.value;
                }

                @Override
                public long version() {
                    return seen.version;
                }

                @Override
                public LongConsumer write(String value) throws StoreException {
                    return Knob.this.write(value);
                }
            };
        }

        @Override
        public String value() {
            return setting.value;
        }

        @Override
        public LongConsumer write(String value) throws StoreException {
            if (!value.matches("[0-9]+")) {
                throw new StoreException(Errno.EINVAL, null, "must be a number");
            }
            return number -> setting = new Setting(value, number);
        }
    }

    /** Shows a knob as /sys/part/knob, beside a figure that moves with every look. */
    private Knob knob() {
        Knob knob = new Knob();
        AtomicLong figure = new AtomicLong();
        store.sys().add("part", () -> {
            Computed now = knob.now();
            return Computed.directory(() -> List.of("knob", "figure"), name -> switch (name) {
                case "knob" -> now;
                case "figure" -> Computed.figure(figure::incrementAndGet);
                default -> null;
            });
        });
        return knob;
    }

    @Test
    @DisplayName("others add to /sys what is computed when somebody looks; access is the same there")
    void added() throws StoreException {
        knob();
        assertEquals(List.of("commit", "nodes", "part", "refusals", "uptime"), list(dom0, "/sys"));
        assertEquals(List.of("figure", "knob"), list(dom0, "/sys/part"));
        assertEquals("1", read(dom0, "/sys/part/knob"));
        assertEquals(acl("n0"), dom0.permissions(path("/sys/part/knob")));
        refused(Errno.ENOENT, () -> read(dom0, "/sys/part/knob/deep"));
        refused(Errno.EACCES, () -> read(dom5, "/sys/part/knob"));
        refused(Errno.EACCES, () -> read(dom5, "/sys/part/missing"));
        refused(Errno.EACCES, () -> write(dom5, "/sys/part/knob", "2"));
        for (String name : List.of("", "commit", "nodes", "uptime", "refusals", "a/b", "a b")) {
            assertThrows(IllegalArgumentException.class, () -> store.sys().add(name, Knob::new), name);
        }
    }

    @Test
    @DisplayName("a written value is checked at once and in force with its commit, which watches hear of")
    void writtenValue() throws StoreException {
        Knob knob = knob();
        watch(dom0, "/sys/part", "t");
        write(dom0, "/sys/part/knob", "2");
        assertEquals("2", knob.value());
        assertEquals("2", read(dom0, "/sys/part/knob"));
        assertEquals(1, number());
        assertEquals(List.of("/sys/part t", "/sys/part/knob t"), events0.take());
        refused(Errno.EINVAL, () -> write(dom0, "/sys/part/knob", "much"));
        refused(Errno.EROFS, () -> write(dom0, "/sys/part/figure", "3"));
        refused(Errno.EROFS, () -> write(dom0, "/sys/part", "3"));
        refused(Errno.EROFS, () -> write(dom0, "/sys/part/new", "3"));
        refused(Errno.EROFS, () -> dom0.remove(path("/sys/part/knob")));
        refused(Errno.EROFS, () -> dom0.mkdir(path("/sys/part/knob")));
        refused(Errno.EROFS, () -> chmod(dom0, "/sys/part/knob", "b0"));
        assertEquals("2", knob.value());
        assertEquals(1, number());
    }

    @Test
    @DisplayName("scenario 23: a transaction over tree and region takes effect whole, or not at all")
    void writtenInTransactions() throws StoreException {
        Knob knob = knob();
        Transaction first = dom0.begin();
        write(first, "/a", "1");
        write(first, "/sys/part/knob", "2");
        assertEquals("2", read(first, "/sys/part/knob"), "T-2");
        assertEquals("1", read(dom0, "/sys/part/knob"), "T-2");
        first.commit();
        assertEquals("2", knob.value());
        assertEquals(1, number());

        Transaction aborted = dom0.begin();
        write(aborted, "/sys/part/knob", "3");
        aborted.abort();
        assertEquals("2", knob.value());

        Transaction merged = dom0.begin();
        write(merged, "/sys/part/knob", "4");
        write(dom0, "/b", "");
        merged.commit();
        assertEquals("4", knob.value());

        Transaction reader = dom0.begin();
        assertEquals("4", read(reader, "/sys/part/knob"));
        read(reader, "/sys/part/figure");
        write(reader, "/c", "");
        write(dom0, "/sys/part/knob", "5");
        assertEquals("4", read(reader, "/sys/part/knob"), "T-2");
        ConflictException again = assertThrows(ConflictException.class, reader::commit);
        assertEquals(path("/sys/part/knob"), again.path());

        Transaction loser = dom0.begin();
        read(loser, "/a");
        write(loser, "/sys/part/knob", "6");
        write(dom0, "/a", "other");
        assertThrows(ConflictException.class, loser::commit);
        assertEquals("5", knob.value());
    }

    @Test
    @DisplayName("what the application refuses is not put in force")
    void writtenButRefused() throws StoreException {
        List<String> shown = new ArrayList<>();
        use(Store.builder(access).cycle(proposal -> {
            Node node = proposal.node(path("/sys/part/knob"));
            shown.add(node == null ? "none" : new String(node.value(), StandardCharsets.UTF_8));
            if (proposal.node(path("/bad")) != null) {
                throw new RefusedException(List.of(new Problem("/bad", "", "must not be")));
            }
            proposal.accept();
        }));
        Knob knob = knob();
        Transaction tx = dom0.begin();
        write(tx, "/sys/part/knob", "2");
        write(tx, "/bad", "");
        refused(Errno.EINVAL, tx::commit);
        assertEquals("1", knob.value());
        write(dom0, "/sys/part/knob", "3");
        assertEquals("3", knob.value());
        assertEquals(List.of("2", "3"), shown);
    }
}
