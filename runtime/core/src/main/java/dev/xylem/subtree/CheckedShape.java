package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.value.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A value of which something has to hold. */
final class CheckedShape<T> extends Subtree<T> {
    private final Subtree<T> shape;
    private final Consumer<T> condition;

    CheckedShape(Subtree<T> shape, Consumer<T> condition) {
        this.shape = shape;
        this.condition = condition;
    }

    @Override
    public @Nullable T read(@Nullable Node node, Path path, Findings findings) {
        T value = shape.read(node, path, findings);
        if (value == null) {
            return null;
        }
        try {
            condition.accept(value);
            return value;
        } catch (ValueException e) {
            findings.wrong(path, secret() ? e.rule() : String.valueOf(e.getMessage()));
            return null;
        }
    }

    @Override
    public void write(Operations operations, Path path, T value) throws StoreException {
        shape.write(operations, path, value);
    }

    @Override
    boolean secret() {
        return shape.secret();
    }
}
