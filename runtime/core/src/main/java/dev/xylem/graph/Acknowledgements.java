package dev.xylem.graph;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes back to inputs that are requests that they were taken, in commits of the program. What fails is tried again each second,
 * until the node holds something else. Thread-safe.
 *
 * @param <T> the program's transaction
 */
final class Acknowledgements<T extends Tx> {
    private static final System.Logger LOG = System.getLogger("dev.xylem");

    private final Graph graph;
    private final Store store;
    private final LaterCommits<T> later;
    private final int[] requests;
    /** Those whose acknowledgement is under way; guarded by itself. */
    private final BitSet waiting = new BitSet();

    Acknowledgements(Graph graph, Store store, LaterCommits<T> later) {
        this.graph = graph;
        this.store = store;
        this.later = later;
        Table table = graph.table();
        int[] found = new int[table.inputs()];
        int count = 0;
        for (int slot = 0; slot < table.inputs(); slot++) {
            if (table.value(slot).acknowledge() != null) {
                found[count++] = slot;
            }
        }
        this.requests = Arrays.copyOf(found, count);
    }

    /** Whether the program has no requests. */
    boolean none() {
        return requests.length == 0;
    }

    /** After a commit: acknowledges what it has brought. */
    void look() {
        for (int slot : requests) {
            if (due(store.snapshot().node(graph.path(slot)), slot) && begin(slot)) {
                acknowledge(slot);
            }
        }
    }

    private boolean due(@Nullable Node node, int slot) {
        return node != null && !Arrays.equals(node.value(), acknowledgement(slot));
    }

    private byte[] acknowledgement(int slot) {
        return Objects.requireNonNull(graph.table().value(slot).acknowledge());
    }

    private boolean begin(int slot) {
        synchronized (waiting) {
            boolean first = !waiting.get(slot);
            waiting.set(slot);
            return first;
        }
    }

    private void end(int slot) {
        synchronized (waiting) {
            waiting.clear(slot);
        }
    }

    private void acknowledge(int slot) {
        Path path = graph.path(slot);
        Node seen = store.snapshot().node(path);
        if (!due(seen, slot) || seen == null) {
            end(slot);
            return;
        }
        byte[] taken = seen.value();
        later.add(tx -> write(tx.operations(), path, taken, slot)).whenComplete((done, failure) -> {
            if (failure == null) {
                end(slot);
                // Another request may have come in between.
                look();
            } else if (!later.closed()) {
                LOG.log(System.Logger.Level.WARNING, "cannot acknowledge {0}: {1}", path, failure.getMessage());
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> acknowledge(slot));
            }
        });
        graph.effects().wake();
    }

    private void write(Operations operations, Path path, byte[] taken, int slot) {
        try {
            if (Arrays.equals(operations.read(path), taken)) {
                operations.write(path, acknowledgement(slot));
            }
        } catch (StoreException e) {
            throw new Tx.StoreFailure(e);
        }
    }
}
