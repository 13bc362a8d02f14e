package dev.xylem.processor.model;

import java.util.List;

/** A constraint of Jakarta Validation on an input. */
public sealed interface Constraint {
    /** {@code @Min}: for integral numbers and byte sizes. */
    record Min(long value) implements Constraint {}

    /** {@code @Max}: for integral numbers and byte sizes. */
    record Max(long value) implements Constraint {}

    /**
     * {@code @Pattern}: the whole text matches.
     *
     * @param flags names of constants of {@code java.util.regex.Pattern}, such as {@code CASE_INSENSITIVE}
     */
    record Pattern(String regexp, List<String> flags) implements Constraint {
        public Pattern {
            flags = List.copyOf(flags);
        }
    }

    /** {@code @Size}: characters of a string, bytes of an array; both bounds inclusive. */
    record Size(int min, int max) implements Constraint {}

    /** {@code @NotNull}: holds of every value that is present; on an optional it makes the node required. */
    record NotNull() implements Constraint {}
}
