package dev.xylem.xen;

import dev.xylem.store.Store;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What is done with a sample application from inside, in the same words for every target. Used by one thread. */
public interface Script extends AutoCloseable {
    /**
     * Starts the program with its first values.
     *
     * @param trace takes a line for each effect and each change that is told
     * @param root completes the program's builder
     */
    void start(Consumer<String> trace, UnaryOperator<Object> root);

    /** The program's store. */
    Store store();

    /** Does what a word of the script stands for; what it says is part of the trace. */
    String act(String word);

    /** All values, of one commit. */
    String values();

    @Override
    void close();
}
