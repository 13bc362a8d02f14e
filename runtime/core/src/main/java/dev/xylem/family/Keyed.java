package dev.xylem.family;

import dev.xylem.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A family of a running program, key by key: what comes and goes at run time subscribes to the one instance that it needs.
 * Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the instances
 */
public interface Keyed<K, V> {
    /** The instance of a key in the last commit, if there is one. */
    Optional<V> get(K key);

    /**
     * Calls a listener once for each commit that changes the instance of a key, also when it comes or goes; on the effect
     * executor, after the effects. None is lost and none told twice: what {@link KeySubscription#initial} gives is followed by
     * exactly the changes that are told.
     *
     * @param who names the subscriber in {@link #dependents} and in reports of failures
     * @return strong, until it is closed; nothing is told after that
     */
    KeySubscription<V> subscribe(K key, String who, Consumer<? super Change<Optional<V>>> listener);

    /** Who is subscribed to a key, in the order of subscription; whether or not it has an instance. */
    List<String> dependents(K key);
}
