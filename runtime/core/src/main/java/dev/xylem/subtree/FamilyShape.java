package dev.xylem.subtree;

import dev.xylem.family.Family;
import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.value.ValueException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The children by their names, each an instance, read one by one as they change. */
public final class FamilyShape<K, V> extends Subtree<Family<K, V>> {
    private final String prefix;
    private final Leaf<K> key;
    private final Subtree<V> element;

    /**
     * A shape.
     *
     * @param prefix with what the names of the children begin that are instances; the key is what follows
     */
    FamilyShape(String prefix, Leaf<K> key, Subtree<V> element) {
        this.prefix = prefix;
        this.key = key;
        this.element = element;
    }

    @Override
    public @Nullable Family<K, V> read(@Nullable Node node, Path path, Findings findings) {
        return next(Family.empty(), null, node, path, findings);
    }

    @Override
    public @Nullable Family<K, V> follow(
            Family<K, V> before, Touched touched, @Nullable Node node, Path path, Findings findings) {
        return next(before, touched.removed() ? null : touched, node, path, findings);
    }

    @Override
    public int depth() {
        return 1 + element.depth();
    }

    /** The version after another one; null for {@code touched} where the whole directory is another. */
    private @Nullable Family<K, V> next(
            Family<K, V> before, @Nullable Touched touched, @Nullable Node node, Path path, Findings findings) {
        Map<K, Optional<V>> changes = new LinkedHashMap<>();
        Set<K> renewed = new HashSet<>();
        if (touched == null) {
            before.forEach((k, v) -> changes.put(k, Optional.empty()));
        }
        boolean whole = true;
        for (String name : touched != null ? touched.names() : node == null ? List.<String>of() : node.names()) {
            if (!name.startsWith(prefix)) {
                continue;
            }
            Node child = node == null ? null : node.child(name);
            Path below = path.child(name);
            if (child == null) {
                gone(name).ifPresent(k -> changes.put(k, Optional.empty()));
                continue;
            }
            K found = key.fromName(name.substring(prefix.length()), below, findings);
            if (found != null && !name.equals(written(found))) {
                findings.wrong(below, "a child of this key is named " + written(found) + "; rename the node");
                found = null;
            }
            Touched at = touched == null ? null : touched.at(name);
            boolean fresh = at == null || at.removed();
            V old = found == null || fresh ? null : before.get(found).orElse(null);
            V value = old == null || at == null
                    ? element.read(child, below, findings)
                    : element.follow(old, at, child, below, findings);
            whole &= found != null && value != null;
            if (found != null && value != null) {
                changes.put(found, Optional.of(value));
                if (fresh) {
                    renewed.add(found);
                }
            }
        }
        return whole ? before.with(changes, renewed) : null;
    }

    /** The key of a child that is not there any more, if it ever was one. */
    private Optional<K> gone(String name) {
        K found = key.fromName(name.substring(prefix.length()), Path.ROOT, Ignored.FINDINGS);
        return Optional.ofNullable(found).filter(k -> name.equals(written(k)));
    }

    private String written(K found) {
        try {
            return name(found);
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
        return prefix + key.name(found);
    }

    /** Writes an instance, empty to remove it. */
    public void write(Operations operations, Path path, K at, Optional<V> value) throws StoreException {
        Path child = path.child(name(at));
        if (value.isPresent()) {
            element.write(operations, child, value.get());
        } else {
            Existing.remove(operations, child);
        }
    }

    @Override
    public void write(Operations operations, Path path, Family<K, V> value) throws StoreException {
        Map<String, V> byName = new LinkedHashMap<>();
        value.forEach((k, v) -> byName.put(name(k), v));
        Existing.keepOnly(operations, path, prefix, byName.keySet());
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
