package dev.xylem;

import org.jspecify.annotations.Nullable;

/**
 * A value before and after a commit. Values are equal only in the first cycle of a program.
 *
 * @param <T> the type of the value, boxed
 * @param oldValue the value before the commit
 * @param newValue the value of the commit
 */
public record Change<T extends @Nullable Object>(T oldValue, T newValue) {}
