package app;

import dev.xylem.Synthesize;

/** A program with states for each instance. */
@Synthesize(Counters.class)
public interface Counting {}
