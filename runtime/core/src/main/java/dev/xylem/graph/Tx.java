package dev.xylem.graph;

import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.Secret;
import dev.xylem.store.Errno;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.subtree.FamilyShape;
import dev.xylem.subtree.Subtree;
import dev.xylem.value.ValueException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a commit writes. A generated subclass adds a typed writer per part. Used by one thread, and only while the commit's
 * lambda runs.
 */
public abstract class Tx {
    private final Graph graph;
    private final Operations operations;

    /** For generated subclasses. */
    protected Tx(Graph graph, Operations operations) {
        this.graph = graph;
        this.operations = operations;
    }

    /** The operations of the store inside this transaction, for what no part declares. */
    public final Operations operations() {
        return operations;
    }

    /** Writes the text of an input; for generated writers. */
    public final void write(int slot, Supplier<byte[]> text) {
        byte[] bytes;
        try {
            bytes = text.get();
        } catch (ValueException e) {
            throw noText(slot, e);
        }
        Path path = graph.path(slot);
        try {
            operations.write(path, bytes);
        } catch (StoreException e) {
            throw new StoreFailure(e);
        }
    }

    /** Writes the directory of an input, and removes what an earlier value has left there; for generated writers. */
    public final <V> void write(int slot, Subtree<V> shape, V value) {
        try {
            shape.write(operations, graph.path(slot), value);
        } catch (ValueException e) {
            throw noText(slot, e);
        } catch (StoreException e) {
            throw new StoreFailure(e);
        }
    }

    /** Writes an instance of a family, empty to remove it; for generated writers. */
    public final <K, V> void write(int slot, FamilyShape<K, V> shape, K key, Optional<V> value) {
        try {
            shape.write(operations, graph.path(slot), key, value);
        } catch (ValueException e) {
            throw noText(slot, e);
        } catch (StoreException e) {
            throw new StoreFailure(e);
        }
    }

    private CommitRefusedException noText(int slot, ValueException e) {
        Table.Row row = graph.table().value(slot);
        String rule = row.secret() ? e.rule() : Objects.requireNonNullElse(e.getMessage(), e.rule());
        String shown = row.secret() ? Secret.MASK : "(no text)";
        return new CommitRefusedException(List.of(new Problem(graph.path(slot).toString(), shown, rule)));
    }

    /** Removes the node of an input if there is one; for generated writers. */
    public final void clear(int slot) {
        try {
            operations.remove(graph.path(slot));
        } catch (StoreException e) {
            if (e.errno() != Errno.ENOENT) {
                throw new StoreFailure(e);
            }
        }
    }

    /** Carries what the store answered through the lambda of a commit. */
    static final class StoreFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final StoreException answer;

        StoreFailure(StoreException answer) {
            super(answer.getMessage(), answer, false, false);
            this.answer = answer;
        }
    }
}
