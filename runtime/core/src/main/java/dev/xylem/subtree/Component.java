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
