package dev.xylem.ninep.store;

import dev.xylem.Secret;
import dev.xylem.ninep.tree.LaterException;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.spi.Values;
import dev.xylem.spi.Values.Source;
import dev.xylem.spi.Values.Value;
import dev.xylem.store.Access;
import dev.xylem.store.Acl;
import dev.xylem.store.Caller;
import dev.xylem.store.Cycle;
import dev.xylem.store.DeferredException;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.Snapshot;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One user's view of a program: the user's session of the store, and what is kept for the user. */
final class View {
    /** Something that the store is asked to do. */
    interface Deed {
        void act(Session session) throws StoreException;
    }

    private static final byte[] MASK = Secret.MASK.getBytes(StandardCharsets.UTF_8);

    private final StoreTree tree;
    private final Store store;
    private final Access access;
    private final Session session;
    private final boolean writable;
    private final Budget budget;
    private final EventHub hub;
    private final Refusals refusals = new Refusals();
    private final ReadRights readRights = new ReadRights();

    View(StoreTree tree, Caller caller, boolean writable, Budget budget) {
        this.tree = tree;
        this.store = tree.store();
        this.access = store.access();
        this.writable = writable;
        this.budget = budget;
        this.hub = new EventHub(this);
        this.session = store.session(caller, hub);
    }

    void close() {
        hub.close();
        session.close();
    }

    StoreTree tree() {
        return tree;
    }

    Session session() {
        return session;
    }

    Values values() {
        return tree.values();
    }

    Budget budget() {
        return budget;
    }

    EventHub hub() {
        return hub;
    }

    Refusals refusals() {
        return refusals;
    }

    Snapshot now() {
        return store.snapshot();
    }

    /** The user's rights to a node, as the access rule of the store says. */
    int rights(Node node) {
        return access.rights(session.caller(), node.acl());
    }

    boolean may(int right, Node node) {
        return (rights(node) & right) != 0;
    }

    /** A node that the user may read or write. */
    Node visible(Spot spot) throws NinepException {
        Node node = spot.in(store.snapshot());
        if (node == null) {
            throw new NinepException(Errno.ENOENT);
        }
        if (!may(Acl.READ | Acl.WRITE, node)) {
            throw new NinepException(Errno.EACCES);
        }
        return node;
    }

    /** Whether the user may read a node, or would be told that it does not exist. */
    boolean mayRead(Path path) {
        return may(Acl.READ, path);
    }

    /** Whether the user may write a node, or create it. */
    boolean mayWrite(Path path) {
        return may(Acl.WRITE, path);
    }

    private boolean may(int right, Path path) {
        Snapshot now = store.snapshot();
        Path at = path;
        Node node = now.node(at);
        while (node == null) {
            at = at.parent();
            node = now.node(at);
        }
        return may(right, node);
    }

    boolean mayRead(Supplier<? extends Iterable<Source>> sources) {
        if (access.privileged(session.caller())) {
            return true;
        }
        for (Source source : sources.get()) {
            if (source.directory() ? !mayReadAll(source.path()) : !mayRead(source.path())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the user may read a node and everything below, or would be told that it does not exist. */
    boolean mayReadAll(Path path) {
        if (access.privileged(session.caller())) {
            return true;
        }
        Node node = store.snapshot().node(path);
        return node == null ? mayRead(path) : readRights.all(path, node, this);
    }

    /** The last commit that changed one of some sources. */
    static long version(Snapshot now, Iterable<Source> sources) {
        long version = 0;
        for (Source source : sources) {
            Node node = now.node(source.path());
            if (node != null) {
                version = Math.max(version, source.directory() ? node.subtreeVersion() : node.valueVersion());
            }
        }
        return version;
    }

    /** Whether the user may see the value that a name stands for. */
    boolean maySee(Value value) {
        Path path = value.path();
        if (path != null && value.kind() == Values.Kind.DERIVED && mayRead(path)) {
            return true;
        }
        return mayRead(() -> values().sources(value));
    }

    /** Whether the user may see which instances a family has. */
    boolean mayList(Value family) {
        Path path = family.path();
        return path != null && family.kind() == Values.Kind.DIRECTORY ? mayRead(path) : maySee(family);
    }

    /** Whether the user may change anything here at all. */
    boolean writable() {
        return writable;
    }

    void checkWritable() throws NinepException {
        if (!writable) {
            throw new NinepException(Errno.EROFS);
        }
    }

    /** Permissions as they are shown: without the right to write where nobody may. */
    int shown(int permissions) {
        return writable ? permissions : permissions & ~0222;
    }

    /** The number of the program's own user, to whom everything belongs that is no node. */
    int owner() {
        return access.owner().principal().id();
    }

    /**
     * Changes the store, as soon as the application is ready for it.
     *
     * @param file what is changed, for the list of refusals
     */
    void change(String file, Deed deed) throws NinepException {
        checkWritable();
        checkReady();
        try {
            deed.act(session);
        } catch (DeferredException later) {
            throw new LaterException(later::whenOver);
        } catch (StoreException refused) {
            refusals.add(file, refused);
            throw refused(refused);
        }
    }

    /** Has the request tried again later while the application has a backlog. */
    void checkReady() throws LaterException {
        Cycle cycle = store.cycle();
        if (!cycle.ready()) {
            throw new LaterException(cycle::whenReady);
        }
    }

    /** What a refusal of the store is for a client. */
    static NinepException refused(StoreException refused) {
        Errno errno = switch (refused.errno()) {
            case EINVAL, EISCONN -> Errno.EINVAL;
            case EACCES -> Errno.EACCES;
            case EEXIST -> Errno.EEXIST;
            case EISDIR -> Errno.EISDIR;
            case ENOENT -> Errno.ENOENT;
            case ENOMEM -> Errno.ENOMEM;
            case ENOSPC -> Errno.ENOSPC;
            case ENOTEMPTY -> Errno.ENOTEMPTY;
            case ENOSYS -> Errno.ENOSYS;
            case EROFS -> Errno.EROFS;
            case EBUSY -> Errno.EBUSY;
            case EAGAIN -> Errno.EAGAIN;
            case E2BIG -> Errno.EFBIG;
            case EPERM -> Errno.EPERM;
            default -> Errno.EIO;
        };
        return switch (errno) {
            // Linux's client knows these phrases; what there is to say more, is little.
            case EACCES, ENOENT, EROFS, EEXIST -> new NinepException(errno);
            default -> new NinepException(errno, Refusals.reason(refused));
        };
    }

    /** The text of a value as it is shown: secrets are masked. Null when there is none. */
    byte @Nullable [] text(Value value) {
        return shown(value, values().text(value));
    }

    /** A text of a value as it is shown. */
    static byte @Nullable [] shown(Value value, byte @Nullable [] text) {
        return text != null && value.secret() ? MASK : text;
    }
}
