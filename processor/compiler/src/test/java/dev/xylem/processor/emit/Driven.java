package dev.xylem.processor.emit;

/** A compiled program of whole numbers, driven by a test that does not know its classes. */
public interface Driven extends AutoCloseable {
    /** Commits new values of some inputs: pairs of input number and value. Returns whether the commit was accepted. */
    boolean commit(int... writes);

    /** Every value by name, as one snapshot has them. */
    java.util.Map<String, Object> values();

    @Override
    void close();
}
