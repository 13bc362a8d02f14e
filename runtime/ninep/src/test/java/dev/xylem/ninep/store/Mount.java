package dev.xylem.ninep.store;

import dev.xylem.ninep.server.Limits;
import dev.xylem.ninep.server.NinepServer;
import dev.xylem.ninep.server.Talk;
import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.spi.Exporter;
import dev.xylem.store.Acl;
import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.UnixAccess;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A store served in memory. User 1000 runs it. */
final class Mount implements AutoCloseable {
    static final long OWNER = 1000;

    final Store store;
    final NinepServer server;
    private final Session owner;

    Mount() {
        this(Cycle.NONE, Remote.READS);
    }

    Mount(Cycle cycle, Remote remote) {
        this(Store.builder(new UnixAccess(OWNER)).cycle(cycle).build(), remote);
    }

    static Mount of(Exporter.Program program) {
        return new Mount(program, Remote.READS);
    }

    private Mount(Store store, Remote remote) {
        this(() -> store, remote);
    }

    private Mount(Exporter.Program program, Remote remote) {
        store = program.store();
        owner = store.owner();
        server = new NinepServer(new StoreTree(program, remote, () -> 1_700_000_000_000_000_000L), Limits.DEFAULT);
    }

    /** A connection of a user of this machine, attached to the root as fid 0. */
    Talk user(long user, Dialect dialect) {
        Talk talk = new Talk(server, new Peer(user, true));
        talk.version(dialect).attach(0, "");
        return talk;
    }

    /** The user who runs the store, in Linux's dialect. */
    Talk owner() {
        return user(OWNER, Dialect.LINUX);
    }

    void write(String path, String text) {
        try {
            owner.write(Path.of(path), text.getBytes(StandardCharsets.UTF_8));
        } catch (StoreException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    void remove(String path) {
        try {
            owner.remove(Path.of(path));
        } catch (StoreException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Permissions such as {@code n1000 r5}. */
    void permit(String path, String... entries) {
        try {
            owner.setPermissions(Path.of(path), Acl.parse(List.of(entries), store.access()));
        } catch (StoreException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** A value, or null. */
    String value(String path) {
        Node node = store.snapshot().node(Path.of(path));
        return node == null ? null : new String(node.value(), StandardCharsets.UTF_8);
    }

    long commits() {
        return store.snapshot().number();
    }

    @Override
    public void close() {
        store.close();
    }
}
