package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a value lies at a node and below it. What it reads is immutable and shares nothing with the store. Immutable,
 * thread-safe.
 *
 * @param <T> the type of the value
 */
public abstract class Subtree<T> {
    Subtree() {}

    /**
     * Reads a value.
     *
     * @param node the node, or null where there is none
     * @param path where the node is, or would be
     * @param findings gets every reason why there is no value
     * @return the value, or null if there was a reason
     */
    public abstract @Nullable T read(@Nullable Node node, Path path, Findings findings);

    /**
     * Reads the value that follows another one; what was not touched is taken from there.
     *
     * @param before what was read here, or written, before
     * @param touched what changed since at and below the node, {@link #depth} levels deep
     * @param node as for {@link #read}, as are the others
     */
    public @Nullable T follow(T before, Touched touched, @Nullable Node node, Path path, Findings findings) {
        return read(node, path, findings);
    }

    /** How many levels below its node it matters which nodes changed; 0 where a value is always read as a whole. */
    public int depth() {
        return 0;
    }

    /**
     * Writes a value, and removes what an earlier value has left there.
     *
     * @throws dev.xylem.value.ValueException when something of it has no text, or no name
     * @throws StoreException as the operations do
     */
    public abstract void write(Operations operations, Path path, T value) throws StoreException;

    /** Whether some of it must not be shown. */
    abstract boolean secret();

    /** The same with a condition, which throws {@link dev.xylem.value.ValueException} where it does not hold. */
    Subtree<T> checked(Consumer<T> condition) {
        return new CheckedShape<>(this, condition);
    }
}
