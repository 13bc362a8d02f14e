package dev.xylem.graph;

import dev.xylem.Change;
import dev.xylem.family.Edit;
import dev.xylem.family.Family;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An effect for each instance of a family; generated code gives the call.
 *
 * @param <K> the keys
 * @param <V> the instances
 */
@FunctionalInterface
public interface InstanceEffect<K, V> {
    /**
     * Runs for one instance.
     *
     * @return what is to be held for it, null for nothing
     */
    @Nullable
    AutoCloseable run(K key, Change<Optional<V>> change) throws Throwable;

    /** Where an effect runs and what it holds. */
    record Place(int index, String effect, EffectLog log, long commit) {
        private String of(Object key) {
            return effect + "[" + key + "]";
        }
    }

    /**
     * Runs for the instances that are due: first for those that are gone, so that what they held is free for others.
     *
     * @param before what the effect knows
     * @param all whether it is due for every instance that there is
     * @param gone whether it wants to know of those that are gone
     */
    static <K, V> void run(
            Place place,
            Family<K, V> before,
            Family<K, V> now,
            boolean all,
            boolean gone,
            InstanceEffect<K, V> effect) {
        List<Edit<K, V>> due = new ArrayList<>();
        for (Edit<K, V> edit : now.since(before)) {
            if (edit.after() != null) {
                due.add(edit);
                continue;
            }
            if (gone) {
                run(place, edit, effect);
            }
            place.log().holdings().release(place.index(), edit.key());
        }
        if (all) {
            Set<K> known = new HashSet<>();
            due.forEach(edit -> known.add(edit.key()));
            now.forEach((key, value) -> {
                if (!known.contains(key)) {
                    due.add(new Edit<>(key, value, value));
                }
            });
        }
        for (Edit<K, V> edit : due) {
            run(place, edit, effect);
        }
    }

    private static <K, V> void run(Place place, Edit<K, V> edit, InstanceEffect<K, V> effect) {
        String name = place.of(edit.key());
        try {
            AutoCloseable acquired = effect.run(
                    edit.key(), new Change<>(Optional.ofNullable(edit.before()), Optional.ofNullable(edit.after())));
            place.log().holdings().replace(place.index(), edit.key(), name, acquired, place.commit());
        } catch (Throwable e) {
            place.log().failed(name, place.commit(), e);
        }
    }
}
