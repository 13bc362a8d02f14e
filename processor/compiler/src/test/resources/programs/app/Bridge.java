package app;

import dev.xylem.Synthesize;

/** A program with effects for each instance. */
@Synthesize(Patchbay.class)
public interface Bridge {}
