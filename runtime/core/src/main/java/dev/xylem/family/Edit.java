package dev.xylem.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a key from one version of a family to the next. Of an instance whose node was removed and created again in one
 * commit there are two, one after the other: the old instance is gone, and a new one has come.
 *
 * @param before null where there was no instance
 * @param after null where there is none any more
 */
public record Edit<K, V>(
        K key, @Nullable V before, @Nullable V after) {
    /** The edits for whom it does not matter that an instance is a new one: those of one key as one, if it differs at all. */
    public static <K, V> List<Edit<K, V>> merged(List<Edit<K, V>> edits) {
        List<Edit<K, V>> merged = new ArrayList<>(edits.size());
        for (Edit<K, V> edit : edits) {
            int last = merged.size() - 1;
            if (edit.before() == null && last >= 0 && merged.get(last).key().equals(edit.key())) {
                Edit<K, V> gone = merged.remove(last);
                if (!Objects.equals(gone.before(), edit.after())) {
                    merged.add(new Edit<>(edit.key(), gone.before(), edit.after()));
                }
            } else {
                merged.add(edit);
            }
        }
        return merged;
    }

    /** What a family derived from the one before has for the key; nothing once that is gone. */
    <R> @Nullable R known(Family<K, R> derived) {
        return before == null ? null : derived.find(key);
    }
}
