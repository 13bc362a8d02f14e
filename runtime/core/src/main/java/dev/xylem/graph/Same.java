package dev.xylem.graph;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rule 3: when a value counts as unchanged. Boxed numbers compare like {@code compare}; arrays by content. */
public final class Same {
    private Same() {}

    /** Whether two values are the same; also inside an optional, where {@code equals} would compare arrays by identity. */
    public static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Optional<?> first && other instanceof Optional<?> second) {
            return Objects.deepEquals(first.orElse(null), second.orElse(null));
        }
        return Objects.deepEquals(one, other);
    }
}
