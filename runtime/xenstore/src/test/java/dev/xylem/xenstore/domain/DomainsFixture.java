package dev.xylem.xenstore.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.store.Acl;
import dev.xylem.store.Caller;
import dev.xylem.store.Errno;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Session;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.WatchSink;
import dev.xylem.store.XenAccess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;

/** A machine, its domains and a store; domains are served by sessions without any ring. */
abstract class DomainsFixture {
    final XenAccess access = new XenAccess();
    final Machine machine = new Machine();
    final Store store = Store.builder(access).build();
    final Map<Integer, Session> guests = new HashMap<>();
    final Domains domains = new Domains(store, access, machine, (caller, features, link) -> new Served(caller));
    final List<String> events = new ArrayList<>();
    final Session dom0 = store.session(access.peer(0), sink(events));

    DomainsFixture() {
        machine.onChange(domains::sweep);
    }

    /** The connection of a domain: nothing but a session. */
    final class Served implements Connections.Connection {
        private final Session session;

        Served(Caller caller) {
            session = store.session(caller, WatchSink.NONE);
            guests.put(caller.principal().id(), session);
        }

        @Override
        public void reset() {
            session.reset();
            machine.trace.add("reset " + session.caller().principal());
        }

        @Override
        public void target(@Nullable Principal target) {
            session.target(target);
        }

        @Override
        public void close() {
            session.close();
            machine.trace.add("close " + session.caller().principal());
        }
    }

    @AfterEach
    void countersAreRight() {
        assertEquals(List.of(), store.check(), "Q-4: recounted = stored");
    }

    static WatchSink sink(List<String> events) {
        return (path, token) -> events.add(path + " " + new String(token, StandardCharsets.UTF_8));
    }

    /** Builds and introduces a domain. */
    Session start(int domain) throws StoreException {
        machine.build(domain);
        domains.introduce(domain, 1, 2);
        return guest(domain);
    }

    Session guest(int domain) {
        Session session = guests.get(domain);
        if (session == null) {
            throw new IllegalStateException("domain " + domain + " was never introduced");
        }
        return session;
    }

    List<String> take(List<String> from) {
        List<String> taken = List.copyOf(from);
        from.clear();
        return taken;
    }

    Acl acl(String... entries) throws StoreException {
        return Acl.parse(List.of(entries), access);
    }

    static void write(Operations on, String path, String value) throws StoreException {
        on.write(Path.of(path), value.getBytes(StandardCharsets.UTF_8));
    }

    static String read(Operations on, String path) throws StoreException {
        return new String(on.read(Path.of(path)), StandardCharsets.UTF_8);
    }

    void chmod(Operations on, String path, String... entries) throws StoreException {
        on.setPermissions(Path.of(path), acl(entries));
    }

    void watch(Session session, String path, int depth) throws StoreException {
        session.watch(Path.of(path), path, ("t" + depth).getBytes(StandardCharsets.UTF_8), depth);
    }

    static void refused(Errno errno, Executable operation) {
        StoreException refusal = assertThrows(StoreException.class, operation);
        assertEquals(errno, refusal.errno(), refusal.getMessage());
    }
}
