package dev.xylem.xenstore.client;

import java.util.Optional;

/**
 * What somebody waits for: a pure function of nodes. It is asked again whenever one of the nodes that it read last may have
 * changed. A node that is missing, or that may not be read yet, is nothing to it: {@code find} is empty, and {@code read}
 * means "not yet".
 *
 * @param <T> what it finds out when it holds
 */
@FunctionalInterface
public interface Condition<T> {
    /**
     * Looks whether it holds.
     *
     * @param nodes only what is read through this is noticed when it changes
     * @return something when it holds, nothing when it does not hold yet
     */
    Optional<T> check(NodeReader nodes) throws XenstoreException;
}
