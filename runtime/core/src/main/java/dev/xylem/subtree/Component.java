package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A component of a record; for generated code, made by {@link Subtrees#component}. */
public final class Component<T, C> {
    private final String[] names;
    private final Function<T, C> accessor;
    private final Subtree<C> shape;

    Component(String[] names, Function<T, C> accessor, Subtree<C> shape) {
        this.names = names;
        this.accessor = accessor;
        this.shape = shape;
    }

    @Nullable
    C read(@Nullable Node directory, Path path, Findings findings) {
        Node node = directory;
        for (String name : names) {
            node = node == null ? null : node.child(name);
        }
        return shape.read(node, below(path), findings);
    }

    /** The value of a component of the record that follows another one. */
    @Nullable
    C follow(T before, Touched touched, @Nullable Node directory, Path path, Findings findings) {
        Node node = directory;
        Touched at = touched;
        boolean removed = false;
        for (String name : names) {
            at = at.at(name);
            if (at == null) {
                return removed ? read(directory, path, findings) : accessor.apply(before);
            }
            removed |= at.removed();
            node = node == null ? null : node.child(name);
        }
        return removed
                ? shape.read(node, below(path), findings)
                : shape.follow(accessor.apply(before), at, node, below(path), findings);
    }

    /** How many levels below the record's directory it matters which nodes changed. */
    int depth() {
        return names.length + shape.depth();
    }

    /** Whether it is read piece by piece. */
    boolean family() {
        return shape.depth() > 0;
    }

    void write(Operations operations, Path path, T record) throws StoreException {
        shape.write(operations, below(path), accessor.apply(record));
    }

    boolean secret() {
        return shape.secret();
    }

    private Path below(Path path) {
        Path below = path;
        for (String name : names) {
            below = below.child(name);
        }
        return below;
    }
}
