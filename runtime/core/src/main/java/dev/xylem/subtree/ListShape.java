package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Children 0, 1, 2, … */
final class ListShape<T> extends Subtree<List<T>> {
    private final Subtree<T> element;

    ListShape(Subtree<T> element) {
        this.element = element;
    }

    @Override
    @SuppressWarnings("NullAway") // null says that there is a finding
    public @Nullable List<T> read(@Nullable Node node, Path path, Findings findings) {
        if (node == null) {
            return List.of();
        }
        List<String> names = node.names();
        Set<String> indices = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            indices.add(Integer.toString(i));
        }
        boolean whole = true;
        for (String name : names) {
            if (!indices.contains(name)) {
                findings.wrong(
                        path.child(name),
                        "is none of the " + names.size() + " elements of the list, which are named 0 to "
                                + (names.size() - 1) + " without a gap; rename or remove it");
                whole = false;
            }
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = Integer.toString(i);
            Node child = node.child(name);
            T value = child == null ? null : element.read(child, path.child(name), findings);
            if (value != null) {
                values.add(value);
            }
        }
        return whole && values.size() == names.size() ? List.copyOf(values) : null;
    }

    @Override
    public void write(Operations operations, Path path, List<T> value) throws StoreException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            names.add(Integer.toString(i));
        }
        Existing.keepOnly(operations, path, names);
        for (int i = 0; i < value.size(); i++) {
            element.write(operations, path.child(Integer.toString(i)), value.get(i));
        }
    }

    @Override
    boolean secret() {
        return element.secret();
    }
}
