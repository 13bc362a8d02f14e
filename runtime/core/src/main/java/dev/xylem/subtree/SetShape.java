package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of the children. What the children hold does not matter. */
final class SetShape<T> extends Subtree<Set<T>> {
    private static final byte[] NOTHING = {};

    private final Leaf<T> name;

    SetShape(Leaf<T> name) {
        this.name = name;
    }

    @Override
    @SuppressWarnings("NullAway") // null says that there is a finding
    public @Nullable Set<T> read(@Nullable Node node, Path path, Findings findings) {
        List<String> names = node == null ? List.of() : node.names();
        Set<T> values = new LinkedHashSet<>();
        boolean whole = true;
        for (String child : names) {
            T value = name.fromName(child, path.child(child), findings);
            if (value != null && !values.add(value)) {
                findings.wrong(path.child(child), "stands for the same element as another child; remove one");
                whole = false;
            }
            whole &= value != null;
        }
        return whole ? Collections.unmodifiableSet(values) : null;
    }

    @Override
    public void write(Operations operations, Path path, Set<T> value) throws StoreException {
        Set<String> names = new LinkedHashSet<>();
        for (T element : value) {
            names.add(name.name(element));
        }
        names.removeAll(Existing.keepOnly(operations, path, names));
        for (String added : names) {
            operations.write(path.child(added), NOTHING);
        }
    }

    @Override
    boolean secret() {
        return name.secret();
    }
}
