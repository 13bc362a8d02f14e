package dev.xylem.family;

import dev.xylem.Subscription;
import java.util.Optional;

/** A subscription to one key of a family. */
public interface KeySubscription<V> extends Subscription {
    /** What the key had when the subscription began. */
    Optional<V> initial();
}
