package app;

import dev.xylem.Synthesize;

/** A program with nested families. */
@Synthesize(Rack.class)
public interface Hall {}
