package dev.xylem.xenstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.AccessLog;
import dev.xylem.store.Acl;
import dev.xylem.store.Caller;
import dev.xylem.store.Cycle;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Snapshot;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.domain.Connections;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.domain.Hypervisor;
import dev.xylem.xenstore.domain.Machine;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A machine with domains, a store, a server, and conversations of all of them, without any transport. */
public final class Site implements AutoCloseable {
    public final XenAccess access = new XenAccess();
    public final Machine machine = new Machine();
    public final Store store;
    public final XenstoreServer server;
    public final Domains domains;
    public final Conversation dom0;
    private final Map<Integer, Conversation> guests = new HashMap<>();

    public Site() {
        this(OperationTable.STANDARD);
    }

    /** With an application that sees every commit, and a clock in nanoseconds. */
    public Site(Cycle cycle, LongSupplier clock) {
        this(OperationTable.STANDARD, cycle, clock);
    }

    Site(OperationTable table) {
        this(table, Cycle.NONE, () -> 0);
    }

    /** Failures of the application are the test's to see, not the log's. */
    private Site(OperationTable table, Cycle cycle, LongSupplier clock) {
        store = Store.builder(access)
                .clock(clock)
                .cycle(cycle)
                .log(AccessLog.lines(line -> {}))
                .build();
        server = new XenstoreServer(store, table, clock);
        domains = new Domains(store, access, machine, this::open);
        server.serve(domains);
        machine.onChange(domains::sweep);
        dom0 = Conversation.with(server, access.owner(), Conversation.OUTPUT);
    }

    private Connections.Connection open(Caller caller, int features, Hypervisor.Link link) {
        Conversation talk = Conversation.with(server, caller, features, Conversation.OUTPUT);
        guests.put(caller.principal().id(), talk);
        return new Connections.Connection() {
            @Override
            public void reset() {
                talk.client().reset();
            }

            @Override
            public void target(@Nullable Principal target) {
                talk.client().target(target);
            }

            @Override
            public void close() {
                talk.close();
            }
        };
    }

    /** Builds a domain and introduces it, unless that was done. */
    public Conversation guest(int domain) {
        if (machine.state(domain) == Hypervisor.State.GONE) {
            machine.build(domain);
        }
        try {
            if (!domains.isIntroduced(domain)) {
                domains.introduce(domain, 1, 2);
            }
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        Conversation talk = guests.get(domain);
        if (talk == null) {
            throw new AssertionError("domain " + domain + " has no connection");
        }
        return talk;
    }

    /** Creates a node, or changes it, as the program itself; with permissions, if any are given. */
    public void node(String path, String value, String... permissions) {
        try {
            store.owner().write(Path.of(path), value.getBytes(StandardCharsets.ISO_8859_1));
            if (permissions.length > 0) {
                store.owner().setPermissions(Path.of(path), Acl.parse(List.of(permissions), access));
            }
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads as the program itself; the name of the error if there is one. */
    public String read(String path) {
        try {
            return new String(store.owner().read(Path.of(path)), StandardCharsets.ISO_8859_1);
        } catch (StoreException e) {
            return e.errno().name();
        }
    }

    /** The committed state. */
    public Snapshot state() {
        return store.snapshot();
    }

    @Override
    public void close() {
        assertEquals(List.of(), store.check(), "Q-4: recounted = stored");
        dom0.close();
        domains.close();
        store.close();
        assertEquals(0, server.clients().size());
        assertEquals(Map.of(), server.clients().groups());
    }
}
