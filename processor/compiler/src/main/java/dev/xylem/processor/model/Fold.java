package dev.xylem.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What makes a computed value state.
 *
 * @param place where its previous value stands among the arguments of its method
 * @param name the name of that parameter
 * @param initial the text of its first value; absent where it starts empty
 * @param resets which of its other parameters, counted without the previous value, make it {@code initial} again
 * @param atStart whether it runs in the first cycle
 */
public record Fold(int place, String name, Optional<String> initial, List<Integer> resets, boolean atStart) {
    private static final Set<String> EMPTY =
            Set.of("java.util.Optional", "java.util.List", "java.util.Set", "java.util.Map");

    public Fold {
        resets = List.copyOf(resets);
    }

    /** Whether a type has an empty value, with which a fold starts where nothing else is said. */
    public static boolean startsEmpty(ValueType type) {
        return type.java() instanceof JavaType.Declared declared
                && EMPTY.contains(declared.id().toString());
    }
}
