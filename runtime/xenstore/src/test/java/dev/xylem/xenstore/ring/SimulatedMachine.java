package dev.xylem.xenstore.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.Path;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.ring.SimulatedHypervisor.SimulatedDomain;
import dev.xylem.xenstore.server.XenstoreServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A machine with a XenStore server that serves rings, for tests. The server's thread is whoever calls {@link #run}: signals and
 * wake-ups wait until then, so nothing happens by chance. Any thread may signal.
 */
public final class SimulatedMachine implements AutoCloseable {
    /** A test that never comes to rest fails rather than hangs. */
    private static final int TASKS = 10_000_000;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final SimulatedHypervisor hypervisor = new SimulatedHypervisor();
    private final Store store;
    private final XenstoreServer server;
    private final RingConnections rings;
    private final Domains domains;

    /** A machine with an ordinary store. */
    public SimulatedMachine() {
        this(UnaryOperator.identity());
    }

    /** A machine with a store of one's own making. */
    public SimulatedMachine(UnaryOperator<Store.Builder> making) {
        XenAccess access = new XenAccess();
        store = making.apply(Store.builder(access)).build();
        server = new XenstoreServer(store);
        rings = new RingConnections(server, this::execute);
        domains = new Domains(store, access, hypervisor, rings);
        server.serve(domains);
        hypervisor.onChange(() -> execute(domains::sweep));
    }

    private void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
        }
    }

    /** Lets the server do all that there is to do; how many tasks that were. */
    public int run() {
        for (int done = 0; done < TASKS; done++) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
            }
            if (task == null) {
                return done;
            }
            task.run();
        }
        throw new AssertionError("the server does not come to rest");
    }

    /** What the server does every now and then, whether somebody signals or not. */
    public void rescan() {
        execute(domains::sweep);
        rings.rescan();
        run();
    }

    /** Builds a domain, gives it a home, introduces it. */
    public RingGuest start(int domain) throws StoreException {
        SimulatedDomain built = hypervisor.build(domain);
        store.owner().write(Path.of("/local/domain/" + domain), new byte[0]);
        store.owner().setPermissions(Path.of("/local/domain/" + domain), acl("n" + domain));
        return introduce(built);
    }

    /** Introduces a domain, or introduces it again. */
    public RingGuest introduce(SimulatedDomain domain) throws StoreException {
        domains.introduce(domain.id(), 0, domain.port());
        run();
        return guest(domain);
    }

    /** The guest in a domain. */
    public RingGuest guest(SimulatedDomain domain) {
        return new RingGuest(this, domain);
    }

    private dev.xylem.store.Acl acl(String... entries) throws StoreException {
        return dev.xylem.store.Acl.parse(List.of(entries), store.access());
    }

    /** A value, as domain 0 reads it. */
    public String read(String path) throws StoreException {
        return new String(store.owner().read(Path.of(path)), StandardCharsets.ISO_8859_1);
    }

    /** Writes a value as domain 0. */
    public void write(String path, String value) throws StoreException {
        store.owner().write(Path.of(path), value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The hypervisor. */
    public SimulatedHypervisor hypervisor() {
        return hypervisor;
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** The server. */
    public XenstoreServer server() {
        return server;
    }

    /** The table of domains. */
    public Domains domains() {
        return domains;
    }

    /** What serves the rings. */
    public RingConnections rings() {
        return rings;
    }

    /** Ends everything, and checks that nothing was miscounted and nothing failed. */
    @Override
    public void close() {
        assertEquals(List.of(), store.check(), "Q-4: recounted = stored");
        assertEquals(0, rings.failures());
        domains.close();
        hypervisor.close();
        store.close();
    }
}
