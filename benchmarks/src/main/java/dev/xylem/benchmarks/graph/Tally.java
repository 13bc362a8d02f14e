package dev.xylem.benchmarks.graph;

/** The effect of every workload: counts its runs and keeps what it was told last. Not thread-safe. */
final class Tally {
    long runs;
    int last;

    void run(int value) {
        runs++;
        last = value;
    }
}
