package dev.xylem.xenstore.root;

import dev.xylem.Problem;
import dev.xylem.store.Path;
import dev.xylem.xenstore.client.ClientTransaction;
import dev.xylem.xenstore.client.NodeAccess;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the remote store still has to be told of published values. Those that are published only where their directory is wait for it,
 * so that a directory that others have removed does not come back. Used under the lock of {@link XenbusUpstream}.
 */
final class Publications {
    private static final System.Logger LOG = System.getLogger("dev.xylem");

    private final XenstoreClient client;
    private final RemoteStore remote;
    private final Set<Path> existing;
    private final Map<Path, byte[]> due = new LinkedHashMap<>();
    private final Map<Path, byte[]> unless = new LinkedHashMap<>();
    private volatile boolean closed;
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

    /** From now on nothing is reported. */
    void close() {
        closed = true;
    }

    /** Values that have changed. */
    void add(Map<Path, byte[]> changed) {
        due.putAll(changed);
    }

    /**
     * Values that the store may have lost. Who else writes to a directory that may go has the last word there, so such a value is
     * written only where there is none.
     */
    void addLost(Map<Path, byte[]> present) {
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

    /** Writes what waits in one transaction. What is refused is reported, and tried again with the next batch. */
    void write() {
        if (due.isEmpty() && unless.isEmpty()) {
            return;
        }
        Map<Path, byte[]> values = new LinkedHashMap<>(due);
        unless.keySet().removeAll(values.keySet());
        Map<Path, byte[]> lost = new LinkedHashMap<>(unless);
        @Nullable Path[] at = {null};
        try {
            client.<Boolean, RuntimeException>transact(transaction -> {
                Map<Path, byte[]> wanted = new LinkedHashMap<>(missing(transaction, lost));
                wanted.putAll(values);
                for (Map.Entry<Path, byte[]> value : placed(transaction, wanted).entrySet()) {
                    at[0] = value.getKey();
                    transaction.write(remote.spelled(value.getKey()), value.getValue());
                }
                return true;
            });
            due.clear();
            unless.clear();
            problems = List.of();
        } catch (XenstoreException e) {
            String where = at[0] == null ? Path.ROOT.toString() : at[0].toString();
            problems = List.of(new Problem(where, "(published)", "the store refused it: " + e.getMessage()));
            if (!closed) {
                LOG.log(System.Logger.Level.WARNING, "cannot publish at {0}: {1}", where, e.getMessage());
            }
        }
    }

    /** Those of some values that the store does not have. */
    private Map<Path, byte[]> missing(ClientTransaction transaction, Map<Path, byte[]> values)
            throws XenstoreException {
        Map<Path, byte[]> found = new TreeMap<>();
        remote.values(transaction, List.copyOf(values.keySet()), found);
        Map<Path, byte[]> missing = new LinkedHashMap<>();
        values.forEach((path, value) -> {
            Optional<byte[]> there = Optional.ofNullable(found.get(path));
            if (existing.contains(path)
                    ? there.isEmpty()
                    : there.filter(v -> Arrays.equals(v, value)).isEmpty()) {
                missing.put(path, value);
            }
        });
        return missing;
    }
}
