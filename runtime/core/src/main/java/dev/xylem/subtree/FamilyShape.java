package dev.xylem.subtree;

import dev.xylem.family.Family;
import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.value.ValueException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The children by their names, each an instance, read one by one as they change. */
public final class FamilyShape<K, V> extends Subtree<Family<K, V>> {
    private final Leaf<K> key;
    private final Subtree<V> element;

    FamilyShape(Leaf<K> key, Subtree<V> element) {
        this.key = key;
        this.element = element;
    }

    @Override
    public @Nullable Family<K, V> read(@Nullable Node node, Path path, Findings findings) {
        return read(Family.empty(), null, node, path, findings);
    }

    /**
     * The version that follows another one.
     *
     * @param names the children that may have changed; null for all
     * @param node the directory, or null where there is none
     */
    public @Nullable Family<K, V> read(
            Family<K, V> before, @Nullable Set<String> names, @Nullable Node node, Path path, Findings findings) {
        Map<K, Optional<V>> changes = new LinkedHashMap<>();
        if (names == null) {
            before.forEach((k, v) -> changes.put(k, Optional.empty()));
        }
        boolean whole = true;
        for (String name : names != null ? names : node == null ? List.<String>of() : node.names()) {
            Node child = node == null ? null : node.child(name);
            Path below = path.child(name);
            if (child == null) {
                gone(name).ifPresent(k -> changes.put(k, Optional.empty()));
                continue;
            }
            K found = key.fromName(name, below, findings);
            if (found != null && !name.equals(written(found))) {
                findings.wrong(below, "a child of this key is named " + written(found) + "; rename the node");
                found = null;
            }
            V value = element.read(child, below, findings);
            whole &= found != null && value != null;
            if (found != null && value != null) {
                changes.put(found, Optional.of(value));
            }
        }
        return whole ? before.with(changes) : null;
    }

    /** The key of a child that is not there any more, if it ever was one. */
    private Optional<K> gone(String name) {
        K found = key.fromName(name, Path.ROOT, Ignored.FINDINGS);
        return Optional.ofNullable(found).filter(k -> name.equals(written(k)));
    }

    private String written(K found) {
        try {
            return key.name(found);
        } catch (ValueException e) {
            return "otherwise";
        }
    }

    /**
     * The name of a key's child.
     *
     * @throws ValueException when a child cannot have that name
     */
    public String name(K found) {
        return key.name(found);
    }

    /** Writes an instance, empty to remove it. */
    public void write(Operations operations, Path path, K at, Optional<V> value) throws StoreException {
        Path child = path.child(key.name(at));
        if (value.isPresent()) {
            element.write(operations, child, value.get());
        } else {
            Existing.remove(operations, child);
        }
    }

    @Override
    public void write(Operations operations, Path path, Family<K, V> value) throws StoreException {
        Map<String, V> byName = new LinkedHashMap<>();
        value.forEach((k, v) -> byName.put(key.name(k), v));
        Existing.keepOnly(operations, path, new LinkedHashSet<>(byName.keySet()));
        for (Map.Entry<String, V> entry : byName.entrySet()) {
            element.write(operations, path.child(entry.getKey()), entry.getValue());
        }
    }

    /** Whether an instance is the value of its node. */
    public boolean single() {
        return element instanceof Leaf;
    }

    @Override
    boolean secret() {
        return element.secret();
    }

    /** Takes what is wrong with the name of a child that is gone. */
    private enum Ignored implements Findings {
        FINDINGS;

        @Override
        public void absent(Path path) {}

        @Override
        public void wrong(Path path, byte[] text, ValueException why, boolean secret) {}

        @Override
        public void wrong(Path path, String rule) {}
    }
}
