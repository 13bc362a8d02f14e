package dev.xylem;

/**
 * Converts between the text of a node and a value. Implementations are stateless and safe for use by several threads.
 *
 * @param <T> the type of the value
 */
public interface Codec<T> {
    /**
     * The value that a node's text means.
     *
     * @throws IllegalArgumentException when the text means no value; the message says what was expected
     */
    T decode(String text);

    /** The text for a value, such that {@code decode(encode(v)).equals(v)}. */
    String encode(T value);
}
