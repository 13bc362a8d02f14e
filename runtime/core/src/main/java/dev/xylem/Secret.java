package dev.xylem;

import java.util.Objects;

/**
 * A value that shows in no log, report, error or {@code toString}. Immutable when its value is.
 *
 * @param <T> the type of the value
 */
public final class Secret<T> {
    /** What stands for a secret wherever it would show. */
    public static final String MASK = "(secret)";

    private final T value;

    private Secret(T value) {
        this.value = value;
    }

    /** Wraps a value. */
    public static <T> Secret<T> of(T value) {
        return new Secret<>(Objects.requireNonNull(value, "value"));
    }

    /** The value itself. */
    public T reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret<?> that && Objects.deepEquals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(MASK);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
