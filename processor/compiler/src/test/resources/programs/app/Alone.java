package app;

import dev.xylem.Synthesize;

/** A single effect that lives. */
@Synthesize(Sole.class)
public interface Alone {}
