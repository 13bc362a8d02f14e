package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The children by their names. */
final class MapShape<K, V> extends Subtree<Map<K, V>> {
    private final Leaf<K> key;
    private final Subtree<V> element;

    MapShape(Leaf<K> key, Subtree<V> element) {
        this.key = key;
        this.element = element;
    }

    @Override
    @SuppressWarnings("NullAway") // null says that there is a finding
    public @Nullable Map<K, V> read(@Nullable Node node, Path path, Findings findings) {
        List<String> names = node == null ? List.of() : node.names();
        Map<K, V> values = new LinkedHashMap<>();
        boolean whole = true;
        for (String name : names) {
            Path below = path.child(name);
            K found = key.fromName(name, below, findings);
            V value = element.read(node.child(name), below, findings);
            whole &= found != null && value != null;
            if (found != null && value != null && values.putIfAbsent(found, value) != null) {
                findings.wrong(below, "stands for the same key as another child; remove one");
                whole = false;
            }
        }
        return whole ? Collections.unmodifiableMap(values) : null;
    }

    @Override
    public void write(Operations operations, Path path, Map<K, V> value) throws StoreException {
        Map<String, V> byName = new LinkedHashMap<>();
        value.forEach((k, v) -> byName.put(key.name(k), v));
        Existing.keepOnly(operations, path, byName.keySet());
        for (Map.Entry<String, V> entry : byName.entrySet()) {
            element.write(operations, path.child(entry.getKey()), entry.getValue());
        }
    }

    @Override
    boolean secret() {
        return element.secret();
    }
}
