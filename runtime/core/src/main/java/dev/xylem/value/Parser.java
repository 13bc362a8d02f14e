package dev.xylem.value;

/**
 * A type's own conversion from text, such as {@code Version::parse}.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface Parser<T> {
    /** The value of a text; any exception means that it has none. */
    T parse(String text) throws Exception;
}
