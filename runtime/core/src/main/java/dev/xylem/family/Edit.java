package dev.xylem.family;

import org.jspecify.annotations.Nullable;

/**
 * What happened to a key from one version of a family to the next.
 *
 * @param before null where there was no instance
 * @param after null where there is none any more
 */
public record Edit<K, V>(
        K key, @Nullable V before, @Nullable V after) {}
