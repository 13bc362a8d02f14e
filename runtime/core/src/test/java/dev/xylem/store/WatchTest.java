package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchTest extends StoreFixture {
    private List<String> after(String path) {
        return events0.take().stream().filter(event -> event.startsWith(path)).toList();
    }

    @Test
    @DisplayName("V-1 the same path and token twice is EEXIST; tokens are opaque octets")
    void v1Duplicates() throws StoreException {
        watch(dom0, "/a", "t");
        refused(Errno.EEXIST, () -> watch(dom0, "/a", "t"));
        watch(dom0, "/a", "u");
        watch(dom5, "/a", "t");
        dom0.unwatch(path("/a"), bytes("t"));
        refused(Errno.ENOENT, () -> dom0.unwatch(path("/a"), bytes("t")));
        watch(dom0, "/a", "t");
    }

    @Test
    @DisplayName("V-3 a new watch fires once at once, readable or not, existing or not")
    void v3Greeting() throws StoreException {
        watch(dom5, "/missing/thing", "t");
        watch(dom5, "memory/target", "r");
        watch(dom5, "@releaseDomain", "s");
        assertEquals(List.of("/missing/thing t", "memory/target r", "@releaseDomain s"), events5.take());
    }

    @Test
    @DisplayName("V-4 matches the node and below, by whole names, down to the depth")
    void v4Depth() throws StoreException {
        dom0.watch(path("/a"), "/a", bytes("all"), -1);
        dom0.watch(path("/a"), "/a", bytes("0"), 0);
        dom0.watch(path("/a"), "/a", bytes("1"), 1);
        events0.take();
        write(dom0, "/a", "");
        assertEquals(List.of("/a all", "/a 0", "/a 1"), events0.take());
        write(dom0, "/a/b", "");
        assertEquals(List.of("/a/b all", "/a/b 1"), events0.take());
        write(dom0, "/a/b/c", "");
        assertEquals(List.of("/a/b/c all"), events0.take());
        write(dom0, "/ab", "");
        assertEquals(List.of(), events0.take());
    }

    @Test
    @DisplayName("V-5 relative watches report relative paths; a removed ancestor reports the watched path")
    void v5Reported() throws StoreException {
        watch(dom0, "memory", "r");
        events0.take();
        write(dom0, "/local/domain/0/memory/target", "1");
        assertEquals(List.of("memory/target r"), events0.take());
        dom0.remove(path("/local/domain/0"));
        assertEquals(List.of("memory r"), events0.take());
    }

    @Test
    @DisplayName("V-6 fires for equal values, creation, removal, permissions; not for parents")
    void v6Triggers() throws StoreException {
        watch(dom0, "/p/q", "t");
        watch(dom0, "/p", "above");
        events0.take();
        write(dom0, "/p/q/r", "x");
        assertEquals(List.of("/p/q/r above", "/p/q/r t"), events0.take());
        write(dom0, "/p/q/r", "x");
        assertEquals(List.of("/p/q/r above", "/p/q/r t"), events0.take());
        chmod(dom0, "/p/q/r", "r0");
        assertEquals(List.of("/p/q/r above", "/p/q/r t"), events0.take());
        dom0.mkdir(path("/p/q/r"));
        assertEquals(List.of(), events0.take());
        dom0.remove(path("/p/q/r"));
        assertEquals(List.of("/p/q/r above", "/p/q/r t"), events0.take());
        dom0.remove(path("/p/q/r"));
        assertEquals(List.of(), events0.take());
    }

    @Test
    @DisplayName("V-7 only who can read the node or its parent hears of it")
    void v7Visibility() throws StoreException {
        watch(dom5, "/", "t");
        events5.take();
        write(dom0, "/h/secret", "1");
        dom0.remove(path("/h"));
        assertEquals(List.of(), events5.take());
        dom0.mkdir(path("/h"));
        chmod(dom0, "/h", "r0");
        assertEquals(List.of("/h t"), events5.take());
        write(dom0, "/h/x", "1");
        assertEquals(List.of("/h/x t"), events5.take());
        chmod(dom0, "/h", "n0");
        assertEquals(List.of("/h t"), events5.take(), "a revocation was visible before");
        chmod(dom0, "/h/x", "n0");
        events5.take();
        write(dom0, "/h/x", "2");
        assertEquals(List.of(), events5.take());
    }

    @Test
    @DisplayName("V-7 grant and revoke, or create and remove, inside one transaction are invisible")
    void v7Transactions() throws StoreException {
        write(dom0, "/h/secret", "1");
        watch(dom5, "/", "t");
        events5.take();
        Transaction tx = dom0.begin();
        chmod(tx, "/h/secret", "r0");
        chmod(tx, "/h/secret", "n0");
        tx.mkdir(path("/open"));
        chmod(tx, "/open", "r0");
        tx.remove(path("/open"));
        tx.commit();
        assertEquals(List.of(), events5.take());
    }

    @Test
    @DisplayName("V-8 nothing that a receiver does wrong reaches the writer")
    void v8Receiver() throws StoreException {
        Session bad = store.session(access.peer(0), (path, token) -> {
            throw new IllegalStateException("broken receiver");
        });
        watch(bad, "/a", "t");
        watch(dom0, "/a", "t");
        events0.take();
        write(dom0, "/a", "1");
        assertEquals(List.of("/a t"), events0.take());
    }

    @Test
    @DisplayName("V-12 removal: each watch on a removed node once, each above once with the root of the removal")
    void v12Removal() throws StoreException {
        write(dom0, "/a/b/c", "");
        for (String path : List.of("/", "/a", "/a/b", "/a/b/c", "/a/b/missing")) {
            watch(dom0, path, path);
        }
        events0.take();
        dom0.remove(path("/a"));
        assertEquals(List.of("/a /", "/a /a", "/a/b /a/b", "/a/b/c /a/b/c"), after("/a"));
    }

    @Test
    @DisplayName("a watch across the border of a region hears of changes on both sides")
    void acrossTheBorder() throws StoreException {
        watch(dom0, "/", "t");
        watch(dom0, "/sys/commit", "c");
        events0.take();
        write(dom0, "/tool", "x");
        assertEquals(List.of("/tool t", "/sys/commit t", "/sys/commit c"), events0.take());
    }

    @Test
    @DisplayName("reset and close drop all watches; watches of others stay")
    void reset() throws StoreException {
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < 100; j++) {
                watch(dom5, "/a/b" + j, "t" + j);
            }
            dom5.reset();
        }
        assertEquals(0, store.index().size());
        assertEquals(0, store.watches(Principal.of(5)));
        watch(dom0, "/a", "t");
        dom5.close();
        assertEquals(1, store.index().size());
    }

    @Test
    @DisplayName("a receiver that calls the store is told so")
    void reentrancy() throws StoreException {
        IllegalStateException[] seen = new IllegalStateException[1];
        Session again = store.session(
                access.peer(0),
                (path, token) -> seen[0] = assertThrows(
                        IllegalStateException.class, () -> store.owner().mkdir(Path.of("/x"))));
        watch(again, "/a", "t");
        write(dom0, "/a", "");
        assertEquals(true, seen[0].getMessage().contains("called the store"));
    }
}
