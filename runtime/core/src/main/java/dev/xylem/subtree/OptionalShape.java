package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that may be absent. */
final class OptionalShape<T> extends Subtree<Optional<T>> {
    private final Subtree<T> element;

    OptionalShape(Subtree<T> element) {
        this.element = element;
    }

    @Override
    @SuppressWarnings({"NullAway", "NullableOptional"}) // null says that there is a finding
    public @Nullable Optional<T> read(@Nullable Node node, Path path, Findings findings) {
        if (node == null) {
            return Optional.empty();
        }
        T value = element.read(node, path, findings);
        return value == null ? null : Optional.of(value);
    }

    @Override
    public void write(Operations operations, Path path, Optional<T> value) throws StoreException {
        if (value.isPresent()) {
            element.write(operations, path, value.get());
        } else {
            Existing.remove(operations, path);
        }
    }

    @Override
    boolean secret() {
        return element.secret();
    }
}
