package dev.xylem.benchmarks.graph;

/** One graph with one effect or many, written to by one thread. */
interface Workload {
    /** One update, from the decoded value to the end of the effects. */
    void set(int value);

    /** The value at the end of the graph. */
    int result();

    /** What the effects did. */
    Tally tally();
}
