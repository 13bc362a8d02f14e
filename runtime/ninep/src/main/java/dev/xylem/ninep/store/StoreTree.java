package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Login;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.tree.Tree;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.spi.Exporter;
import dev.xylem.spi.Values;
import dev.xylem.store.Access;
import dev.xylem.store.Caller;
import dev.xylem.store.Path;
import dev.xylem.store.Store;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The tree of a program: its store, and its values by their names. What a user may see and do there, the store decides.
 *
 * <p>A user of a Unix-domain socket is the one whom the system tells; a privileged one may attach as another, by number. Users
 * whom the network brings are what {@link Remote} says.
 */
public final class StoreTree implements Tree {
    /** Octets of values, lines and events that all users together may have waiting. */
    private static final int BUDGET = 32 << 20;

    /** The same for one user's view. */
    private static final int BUDGET_EACH = 2 << 20;

    private final Store store;
    private final Values values;
    private final Remote remote;
    private final Naming naming;
    private final Set<Path> published;
    private final Budget budget = new Budget(BUDGET);
    private final long started;

    /**
     * A tree.
     *
     * @param clock nanoseconds since 1970; when files changed is told by the number of a commit, added to what the clock says
     *     now
     */
    public StoreTree(Exporter.Program program, Remote remote, LongSupplier clock) {
        this.store = program.store();
        this.values = program.values();
        this.remote = remote;
        this.naming = new Naming(values);
        this.published = values.list().stream()
                .filter(value -> value.kind() == Values.Kind.DERIVED)
                .map(Values.Value::path)
                .filter(path -> path != null)
                .collect(Collectors.toUnmodifiableSet());
        this.started = clock.getAsLong();
    }

    @Override
    public Attachment attach(Login login) throws NinepException {
        Caller caller = caller(login);
        boolean writable = login.peer().local() || remote.writes();
        View view = new View(this, caller, writable, new Budget(budget, BUDGET_EACH));
        try {
            Entry top = top(new RootDirectory(view), login.tree());
            return new Attachment() {
                @Override
                public Entry root() {
                    return top;
                }

                @Override
                public void close() {
                    view.close();
                }
            };
        } catch (NinepException | RuntimeException failed) {
            view.close();
            throw failed;
        }
    }

    private Caller caller(Login login) throws NinepException {
        Access access = store.access();
        Peer peer = login.peer();
        if (!peer.local()) {
            return access.peer(remote.user());
        }
        Caller real = access.peer(peer.user());
        if (login.number() == Peer.UNKNOWN || login.number() == peer.user()) {
            return real;
        }
        if (!access.privileged(real)) {
            throw new NinepException(
                    Errno.EPERM,
                    "user " + peer.user() + " cannot attach as user " + login.number() + "; only privileged users can");
        }
        return access.peer(login.number());
    }

    /** The directory that a client asks for by its path below the root. */
    private static Entry top(Entry root, String path) throws NinepException {
        Entry top = root;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                top = top.walk(name);
            }
        }
        if (!top.qid().directory()) {
            throw new NinepException(Errno.ENOTDIR);
        }
        return top;
    }

    Store store() {
        return store;
    }

    Values values() {
        return values;
    }

    Naming naming() {
        return naming;
    }

    /** Whether the program itself writes a node, so that nobody else can. */
    boolean published(Path path) {
        return published.contains(path);
    }

    /** When something changed, in nanoseconds since 1970, by the number of the commit: later commits are later. */
    long time(long commit) {
        return started + commit;
    }
}
