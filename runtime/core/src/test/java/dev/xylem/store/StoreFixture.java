package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;

/** A store with domain 0 and two guests, and short ways to ask it. */
abstract class StoreFixture {
    static final class Events implements WatchSink {
        final List<String> seen = new ArrayList<>();

        @Override
        public void event(String path, byte[] token) {
            seen.add(path + " " + new String(token, StandardCharsets.UTF_8));
        }

        /** What came since the last call. */
        List<String> take() {
            List<String> taken = List.copyOf(seen);
            seen.clear();
            return taken;
        }
    }

    final XenAccess access = new XenAccess();
    Store store = Store.builder(access).clock(() -> 0).build();
    final Events events0 = new Events();
    final Events events5 = new Events();
    Session dom0 = store.session(access.peer(0), events0);
    Session dom5 = store.session(access.domain(5), events5);
    Session dom6 = store.session(access.domain(6), WatchSink.NONE);

    /** Starts again with another store. */
    void use(Store.Builder builder) {
        store = builder.build();
        dom0 = store.session(access.peer(0), events0);
        dom5 = store.session(access.domain(5), events5);
        dom6 = store.session(access.domain(6), WatchSink.NONE);
    }

    @AfterEach
    void countersAreRight() {
        assertEquals(List.of(), store.check(), "Q-4: recounted = stored");
    }

    static Path path(String text) {
        return Path.of(text);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void write(Operations on, String path, String value) throws StoreException {
        on.write(path(path), bytes(value));
    }

    static String read(Operations on, String path) throws StoreException {
        return new String(on.read(path(path)), StandardCharsets.UTF_8);
    }

    static List<String> list(Operations on, String path) throws StoreException {
        return on.directory(path(path));
    }

    Acl acl(String... entries) throws StoreException {
        return Acl.parse(List.of(entries), access);
    }

    void chmod(Operations on, String path, String... entries) throws StoreException {
        on.setPermissions(path(path), acl(entries));
    }

    static boolean exists(Operations on, String path) throws StoreException {
        try {
            on.read(path(path));
            return true;
        } catch (StoreException e) {
            assertEquals(Errno.ENOENT, e.errno());
            return false;
        }
    }

    static void refused(Errno errno, Executable operation) {
        StoreException refusal = assertThrows(StoreException.class, operation);
        assertEquals(errno, refusal.errno(), refusal.getMessage());
    }

    static void watch(Session session, String path, String token) throws StoreException {
        session.watch(Path.parse(path, session.home()), path, bytes(token), -1);
    }

    long number() {
        return store.snapshot().number();
    }
}
