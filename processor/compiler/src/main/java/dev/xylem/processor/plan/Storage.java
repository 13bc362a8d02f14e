package dev.xylem.processor.plan;

/** How the values of a program are stored. */
public enum Storage {
    /**
     * A field per value, computed in local variables: fastest and plainest for small programs. Long chains are in arrays all the
     * same, since the compiler of the JVM would spill their variables.
     */
    FIELDS,
    /** An array per kind of value, computed in place region by region and published by copying ranges. */
    ARRAYS
}
