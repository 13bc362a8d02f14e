package dev.xylem.subtree;

import dev.xylem.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes subtrees; for generated code. */
public final class Subtrees {
    private Subtrees() {}

    /** One node. Both functions throw {@link dev.xylem.value.ValueException} for what they cannot convert. */
    public static <T> Subtree<T> leaf(Function<byte[], T> decode, Function<T, byte[]> encode) {
        return new Leaf<>(decode, encode, null, false);
    }

    /** One node whose text is never shown. */
    public static <T> Subtree<Secret<T>> secret(Function<byte[], T> decode, Function<T, byte[]> encode) {
        return new Leaf<>(text -> Secret.of(decode.apply(text)), secret -> encode.apply(secret.reveal()), null, true);
    }

    /** The same node with a text that holds while it is absent. */
    public static <T> Subtree<T> orElse(Subtree<T> leaf, String text) {
        return ((Leaf<T>) leaf).orElse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a condition, which throws {@link dev.xylem.value.ValueException} where it does not hold. */
    public static <T> Subtree<T> checked(Subtree<T> shape, Consumer<T> condition) {
        return shape.checked(condition);
    }

    /** Empty while the node is absent. */
    public static <T> Subtree<Optional<T>> optional(Subtree<T> element) {
        return new OptionalShape<>(element);
    }

    /** Children 0, 1, 2, … without a gap; an absent directory is an empty list. */
    public static <T> Subtree<List<T>> list(Subtree<T> element) {
        return new ListShape<>(element);
    }

    /** The names of the children, in their order; an absent directory is an empty set. */
    public static <T> Subtree<Set<T>> set(Subtree<T> name) {
        return new SetShape<>((Leaf<T>) name);
    }

    /** The children by their names, in their order; an absent directory is an empty map. */
    public static <K, V> Subtree<Map<K, V>> map(Subtree<K> key, Subtree<V> value) {
        return new MapShape<>((Leaf<K>) key, value);
    }

    /** The children by their names as instances, which are read again one by one; an absent directory holds none. */
    public static <K, V> FamilyShape<K, V> family(Subtree<K> key, Subtree<V> instance) {
        return new FamilyShape<>("", (Leaf<K>) key, instance);
    }

    /** The same, of those children whose names begin with a prefix; the key is what follows. */
    public static <K, V> FamilyShape<K, V> family(String prefix, Subtree<K> key, Subtree<V> instance) {
        return new FamilyShape<>(prefix, (Leaf<K>) key, instance);
    }

    /**
     * A record: a child, or one deeper below, for each component.
     *
     * @param type its name, for reports
     * @param construct makes a record of its components; what it throws is a reason against the value
     * @param components the accessors, in the same order
     */
    public static <T> Subtree<T> record(
            String type, Function<@Nullable Object[], T> construct, List<Component<T, ?>> components) {
        return new RecordShape<>(type, construct, List.copyOf(components));
    }

    /** A component of a record; the path is relative to the record's directory, and empty for itself. */
    public static <T, C> Component<T, C> component(String path, Function<T, C> accessor, Subtree<C> shape) {
        return new Component<>(path.isEmpty() ? new String[0] : path.split("/"), accessor, shape);
    }
}
