package dev.xylem.subtree;

import dev.xylem.store.Path;
import dev.xylem.value.ValueException;

/** Takes the reasons why something in a directory is no value. */
public interface Findings {
    /** A node that has to be there is absent. */
    void absent(Path path);

    /**
     * A node has a text that is no value.
     *
     * @param secret whether the text must not be shown
     */
    void wrong(Path path, byte[] text, ValueException why, boolean secret);

    /**
     * Something else is wrong.
     *
     * @param path of the node that has to change
     * @param rule what was expected, and how to mend it
     */
    void wrong(Path path, String rule);
}
