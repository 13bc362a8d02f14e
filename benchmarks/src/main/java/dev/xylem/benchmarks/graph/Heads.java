package dev.xylem.benchmarks.graph;

/** All heads of {@link Mux100} at a time; never changed, and equal to no other. */
@SuppressWarnings("ArrayRecordComponent") // a pack that is made anew is a new one
record Heads(int[] values) {}
