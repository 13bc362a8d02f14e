package dev.xylem.xenstore.server;

import dev.xylem.store.Access;
import dev.xylem.store.Acl;
import dev.xylem.store.ConflictException;
import dev.xylem.store.DeferredException;
import dev.xylem.store.Errno;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.QuotaException;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Session;
import dev.xylem.store.Snapshot;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Paths that are bound to connections: what lies at them is removed when the connection ends, in one commit and with the rights
 * of the connection. Asked for by {@code CONTROL ephemeral}. Belongs to the server's thread.
 *
 * <p>A binding belongs to a holder, a text of the client's choice. The same holder of the same principal takes it over on another
 * connection, so that who connects again before the end of its old connection was seen keeps what it has.
 */
final class Bindings {
    static final String COMMAND = "ephemeral";
    static final String USAGE = "<path> [<holder>]";

    /** Not OK, which oxenstored answers to every command. */
    static final String BOUND = "bound";

    private static final String FREED = "freed";

    /** Of one connection. */
    static final int MOST = 128;

    static final int LONGEST_HOLDER = 256;
    private static final int WEIGHT = 128;
    private static final int ATTEMPTS = 64;

    private record Binding(Client client, String holder) {
        boolean sameHolder(Client other, String text) {
            return client == other || principal(client).equals(principal(other)) && holder.equals(text);
        }

        private static Principal principal(Client of) {
            return of.session().caller().principal();
        }
    }

    private final TreeMap<Path, Binding> bound = new TreeMap<>();

    /** The command: asks for the holder of a path, binds it, or, for an empty holder, frees it. */
    static void run(Client client, Exchange exchange) throws StoreException {
        int count = exchange.arguments().count();
        if (count < 2 || count > 3) {
            throw new StoreException(Errno.EINVAL, null, "use it as " + COMMAND + " " + USAGE);
        }
        Path path = Path.parse(exchange.arguments().text(1), client.home());
        if (path.special() || path.equals(Path.ROOT)) {
            throw new StoreException(Errno.EINVAL, path, "cannot be removed, and so not be bound");
        }
        String reply;
        if (count == 2) {
            reply = client.bindings().holder(client, path);
        } else if (exchange.arguments().text(2).isEmpty()) {
            client.bindings().free(client, path);
            reply = FREED;
        } else {
            client.bindings().bind(client, path, exchange.arguments().text(2));
            reply = BOUND;
        }
        exchange.reply().text(reply);
        exchange.reply().nul();
    }

    /** What a client may do with a node, or with the nearest above it that exists. */
    private static int rights(Client client, Path path) {
        Access access = client.access();
        Snapshot now = client.snapshot();
        for (Path at = path; ; at = at.parent()) {
            Node node = now.node(at);
            if (node != null) {
                return access.rights(client.session().caller(), node.acl());
            }
        }
    }

    /** Who has a path or a place above it; empty when nobody has. */
    private String holder(Client client, Path path) throws StoreException {
        if ((rights(client, path) & (Acl.READ | Acl.WRITE)) == 0) {
            throw new StoreException(Errno.EACCES, path, "no right to know who holds it");
        }
        for (Path at = path; !at.equals(Path.ROOT); at = at.parent()) {
            Binding binding = bound.get(at);
            if (binding != null) {
                return binding.holder;
            }
        }
        return "";
    }

    private void bind(Client client, Path path, String holder) throws StoreException {
        if (holder.length() > LONGEST_HOLDER) {
            throw new StoreException(Errno.EINVAL, path, "a holder has at most " + LONGEST_HOLDER + " characters");
        }
        if ((rights(client, path) & Acl.WRITE) == 0) {
            throw new StoreException(Errno.EACCES, path, "who binds a path has the right to write there");
        }
        Binding other = other(client, path, holder);
        if (other != null) {
            throw new StoreException(Errno.EEXIST, path, "is held by " + other.holder);
        }
        Binding before = bound.get(path);
        if (before == null || before.client != client) {
            if (bound.values().stream().filter(each -> each.client == client).count() >= MOST) {
                throw new StoreException(Errno.ENOSPC, path, "a connection has at most " + MOST + " bound paths");
            }
            if (before != null) {
                before.client.charge(-WEIGHT);
            }
            client.charge(WEIGHT);
        }
        bound.put(path, new Binding(client, holder));
    }

    /** A binding of somebody else at a path, above, or below, or null. */
    private @Nullable Binding other(Client client, Path path, String holder) {
        for (Path at = path; !at.equals(Path.ROOT); at = at.parent()) {
            Binding binding = bound.get(at);
            if (binding != null && !binding.sameHolder(client, holder)) {
                return binding;
            }
        }
        for (Map.Entry<Path, Binding> entry : bound.tailMap(path, false).entrySet()) {
            if (!entry.getKey().isWithin(path)) {
                break;
            }
            if (!entry.getValue().sameHolder(client, holder)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private void free(Client client, Path path) throws StoreException {
        Binding binding = bound.get(path);
        if (binding == null || binding.client != client) {
            throw new StoreException(Errno.ENOENT, path, "is not bound to this connection");
        }
        bound.remove(path);
        client.charge(-WEIGHT);
    }

    /**
     * Removes what a connection has bound, and has bound nothing any more. Its session has no transactions.
     *
     * @param then called when that is done, by another thread if it has to wait for the sake of others
     */
    void end(Client client, Runnable then) {
        List<Path> paths = new ArrayList<>();
        bound.entrySet().removeIf(entry -> {
            if (entry.getValue().client != client) {
                return false;
            }
            client.charge(-WEIGHT);
            // What lies below goes with it.
            if (paths.isEmpty() || !entry.getKey().isWithin(paths.get(paths.size() - 1))) {
                paths.add(entry.getKey());
            }
            return true;
        });
        remove(client.session(), paths, then);
    }

    private static void remove(Session session, List<Path> paths, Runnable then) {
        try {
            if (paths.size() == 1) {
                session.remove(paths.get(0));
            } else if (!paths.isEmpty()) {
                removeTogether(session, paths);
            }
        } catch (DeferredException deferred) {
            // May be told under the lock of the store.
            deferred.whenOver(() -> ForkJoinPool.commonPool().execute(() -> remove(session, paths, then)));
            return;
        } catch (QuotaException | RefusedException | ConflictException e) {
            if (paths.size() > 1) {
                removeOneByOne(session, paths, then);
                return;
            }
        } catch (StoreException e) {
            // Gone already, or taken away from the connection meanwhile: then it is not for the connection to remove.
        }
        then.run();
    }

    private static void removeTogether(Session session, List<Path> paths) throws StoreException {
        for (int attempt = 1; ; attempt++) {
            try (Transaction transaction = session.begin()) {
                for (Path path : paths) {
                    try {
                        transaction.remove(path);
                    } catch (QuotaException e) {
                        throw e;
                    } catch (StoreException e) {
                        // As above, of this path.
                    }
                }
                transaction.commit();
                return;
            } catch (ConflictException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** What the application refuses to lose stays, and the rest goes. */
    private static void removeOneByOne(Session session, List<Path> paths, Runnable then) {
        Path first = paths.get(0);
        List<Path> rest = paths.subList(1, paths.size());
        remove(session, List.of(first), rest.isEmpty() ? then : () -> removeOneByOne(session, rest, then));
    }
}
