package dev.xylem.xenstore.root;

import dev.xylem.Problem;
import dev.xylem.store.Path;
import dev.xylem.xenstore.client.ClientTransaction;
import dev.xylem.xenstore.client.ErrorReplyException;
import dev.xylem.xenstore.client.NodeAccess;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the remote store still has to be told of published values. Those that are published only where their directory is wait for it,
 * so that a directory that others have removed does not come back. Written under the lock of {@link XenbusUpstream}; thread-safe, for
 * commits that come from outside.
 */
final class Publications {
    private static final System.Logger LOG = System.getLogger("dev.xylem");

    private final XenstoreClient client;
    private final RemoteStore remote;
    private final Set<Path> existing;
    private final Map<Path, byte[]> due = new LinkedHashMap<>();
    private final Map<Path, byte[]> unless = new LinkedHashMap<>();
    private volatile boolean closed;
    private volatile boolean unanswered;
    private volatile List<Problem> problems = List.of();

    Publications(XenstoreClient client, RemoteStore remote, Set<Path> existing) {
        this.client = client;
        this.remote = remote;
        this.existing = existing;
    }

    /** What could not be published. */
    List<Problem> problems() {
        return problems;
    }

    /** Whether something waits because the store did not answer, or not in time, and not because it refused it. */
    boolean unanswered() {
        return unanswered;
    }

    /** From now on nothing is reported. */
    void close() {
        closed = true;
    }

    /** What waited and need not any more, because a commit has a later value for it. */
    record Superseded(Map<Path, byte[]> due, Map<Path, byte[]> unless) {}

    /** No more waits at some paths: to be called before the commit that writes there ends. */
    synchronized Superseded supersede(Set<Path> paths) {
        Superseded superseded = new Superseded(new LinkedHashMap<>(due), new LinkedHashMap<>(unless));
        superseded.due.keySet().retainAll(paths);
        superseded.unless.keySet().retainAll(paths);
        due.keySet().removeAll(paths);
        unless.keySet().removeAll(paths);
        return superseded;
    }

    /** That commit was not done. */
    synchronized void putBack(Superseded superseded) {
        superseded.due.forEach(due::putIfAbsent);
        superseded.unless.forEach(unless::putIfAbsent);
    }

    /** Values that have changed. */
    synchronized void add(Map<Path, byte[]> changed) {
        due.putAll(changed);
    }

    /**
     * Values that the store may have lost. Who else writes to a directory that may go has the last word there, so such a value is
     * written only where there is none.
     */
    synchronized void addLost(Map<Path, byte[]> present) {
        unless.putAll(present);
    }

    /** Those of some paths that are written only where a directory is that others have changed. */
    List<Path> touched(Collection<Path> changes) {
        return existing.stream()
                .filter(path -> changes.stream()
                        .anyMatch(change -> !existing.contains(change)
                                && (change.isWithin(path.parent())
                                        || path.parent().isWithin(change))))
                .toList();
    }

    /** Those of some values for which there is a place, asked in a transaction in which they are to be written. */
    Map<Path, byte[]> placed(NodeAccess transaction, Map<Path, byte[]> values) throws XenstoreException {
        Set<Path> directories = new LinkedHashSet<>();
        for (Path path : values.keySet()) {
            if (existing.contains(path)) {
                directories.add(path.parent());
            }
        }
        if (directories.isEmpty()) {
            return values;
        }
        Map<Path, byte[]> found = new TreeMap<>();
        remote.values(transaction, List.copyOf(directories), found);
        Map<Path, byte[]> placed = new LinkedHashMap<>();
        values.forEach((path, value) -> {
            if (!existing.contains(path) || found.containsKey(path.parent())) {
                placed.put(path, value);
            }
        });
        return placed;
    }

    /**
     * Writes what waits in one transaction. What is refused is reported, and tried again with the next batch; what is not answered, soon.
     */
    void write() {
        if (nothing()) {
            unanswered = false;
            return;
        }
        Map<Path, byte[]> values = new LinkedHashMap<>();
        Map<Path, byte[]> lost = new LinkedHashMap<>();
        Map<String, Path> places = new HashMap<>();
        try {
            client.<Boolean, RuntimeException>transact(transaction -> {
                // What a commit from outside has superseded by now is not here; one that comes later conflicts with
                // this.
                take(values, lost);
                Map<Path, byte[]> wanted = new LinkedHashMap<>(missing(transaction, lost));
                wanted.putAll(values);
                remote.names().bind(wanted);
                for (Map.Entry<Path, byte[]> value : placed(transaction, wanted).entrySet()) {
                    places.put(remote.spelled(value.getKey()), value.getKey());
                    remote.send(transaction, value.getKey(), value.getValue());
                }
                return true;
            });
            done(values, lost);
            problems = List.of();
            unanswered = false;
        } catch (XenstoreException e) {
            unanswered = !(e instanceof ErrorReplyException);
            report(
                    e instanceof ErrorReplyException error
                            ? places.getOrDefault(error.subject(), Path.ROOT)
                            : Path.ROOT,
                    e);
        }
    }

    private synchronized boolean nothing() {
        return due.isEmpty() && unless.isEmpty();
    }

    private synchronized void take(Map<Path, byte[]> values, Map<Path, byte[]> lost) {
        values.clear();
        values.putAll(due);
        unless.keySet().removeAll(due.keySet());
        lost.clear();
        lost.putAll(unless);
    }

    /** Arrays are compared by identity: what has been added meanwhile waits. */
    private synchronized void done(Map<Path, byte[]> values, Map<Path, byte[]> lost) {
        values.forEach(due::remove);
        lost.forEach(unless::remove);
    }

    private void report(Path where, XenstoreException e) {
        problems =
                List.of(new Problem(where.toString(), "(published)", "the store did not take it: " + e.getMessage()));
        if (!closed) {
            LOG.log(System.Logger.Level.WARNING, "cannot publish at {0}: {1}", where, e.getMessage());
        }
    }

    /** Those of some values that the store does not have. */
    private Map<Path, byte[]> missing(ClientTransaction transaction, Map<Path, byte[]> values)
            throws XenstoreException {
        Map<Path, byte[]> found = new TreeMap<>();
        remote.values(transaction, List.copyOf(values.keySet()), found);
        Map<Path, byte[]> missing = new LinkedHashMap<>();
        for (Map.Entry<Path, byte[]> each : values.entrySet()) {
            Path path = each.getKey();
            byte[] value = each.getValue();
            if (remote.names().is(path)) {
                if (!remote.names().stands(transaction, path, value)) {
                    missing.put(path, value);
                }
                continue;
            }
            Optional<byte[]> there = Optional.ofNullable(found.get(path));
            if (existing.contains(path)
                    ? there.isEmpty()
                    : there.filter(v -> Arrays.equals(v, value)).isEmpty()) {
                missing.put(path, value);
            }
        }
        return missing;
    }
}
