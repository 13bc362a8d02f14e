package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DepthTest extends StoreFixture {
    @Test
    @DisplayName("XSA-418 nothing recurses with the depth: 1 500 levels on a stack of 256 KiB")
    void deep() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        exercise();
                    } catch (StoreException | RuntimeException | Error e) {
                        failure.set(e);
                    }
                },
                "small stack",
                256 * 1024);
        small.start();
        small.join();
        assertNull(failure.get());
    }

    private void exercise() throws StoreException {
        Path deep = path("/a".repeat(1500));
        watch(dom0, "/", "t");
        watch(dom0, deep.toString(), "d");
        dom0.write(deep, bytes("x"));
        dom0.write(deep, bytes("y"));
        dom0.setPermissions(deep, acl("n5"));
        for (Path path = deep; path.depth() > 100; path = path.parent()) {
            if (path.depth() % 100 == 0) {
                dom0.setPermissions(path, acl(path.depth() % 200 == 0 ? "n6" : "n5"));
            }
        }
        assertEquals(List.of(), store.check());
        Transaction tx = dom0.begin();
        tx.write(deep.child("b"), bytes("z"));
        tx.read(deep);
        dom0.write(path("/other"), bytes(""));
        tx.commit();
        dom0.remove(path("/a/a"));
        assertEquals(List.of(), store.check());
        assertEquals(0, store.nodes(Principal.of(5)));
    }
}
