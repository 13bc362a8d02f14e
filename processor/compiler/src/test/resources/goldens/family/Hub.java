package app;

import dev.xylem.Synthesize;

/** Families. */
@Synthesize(Net.class)
public interface Hub {}
