package dev.xylem.family;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Families of states, one for each instance of another family; for generated code. */
public final class States {
    private States() {}

    /** How the state of an instance goes on. */
    @FunctionalInterface
    public interface Step<K, V, S> {
        /** The state after a commit that changed the instance or something else that the state depends on. */
        S next(S previous, K key, V instance) throws Exception;
    }

    /**
     * The states after a commit. Visits the instances that changed, unless it is to visit all.
     *
     * @param states those before the commit, null in the first cycle
     * @param before the instances that they are of, null in the first cycle
     * @param now the instances of the commit
     * @param all whether every state goes on
     * @param reset whether every state begins again, which goes before
     * @param atStart whether a state goes on in the commit that brings its instance
     * @param initial with what a state begins
     */
    public static <K, V, S> Family<K, S> after(
            @Nullable Family<K, S> states,
            @Nullable Family<K, V> before,
            Family<K, V> now,
            boolean all,
            boolean reset,
            boolean atStart,
            Supplier<S> initial,
            Step<K, V, S> step)
            throws Exception {
        Family<K, S> known = states == null ? Family.empty() : states;
        List<Edit<K, S>> edits = new ArrayList<>();
        Set<K> visited = new HashSet<>();
        for (Edit<K, V> edit : now.since(before == null ? Family.empty() : before)) {
            K key = edit.key();
            V instance = edit.after();
            if (instance == null) {
                edits.add(new Edit<>(key, edit.known(known), null));
                continue;
            }
            visited.add(key);
            S previous = edit.known(known);
            edits.add(new Edit<>(key, previous, next(previous, key, instance, reset, atStart, initial, step)));
        }
        if ((all || reset) && before != null) {
            List<Edit<K, V>> others = new ArrayList<>(now.size());
            now.forEach((key, instance) -> {
                if (!visited.contains(key)) {
                    others.add(new Edit<>(key, null, instance));
                }
            });
            for (Edit<K, V> other : others) {
                K key = other.key();
                S previous = known.find(key);
                V instance = Objects.requireNonNull(other.after());
                edits.add(new Edit<>(key, previous, next(previous, key, instance, reset, atStart, initial, step)));
            }
        }
        return known.edited(edits);
    }

    private static <K, V, S> S next(
            @Nullable S previous,
            K key,
            V instance,
            boolean reset,
            boolean atStart,
            Supplier<S> initial,
            Step<K, V, S> step)
            throws Exception {
        if (reset || previous == null && !atStart) {
            return initial.get();
        }
        return Objects.requireNonNull(
                step.next(previous == null ? initial.get() : previous, key, instance),
                () -> "it returned null for the instance " + key);
    }
}
