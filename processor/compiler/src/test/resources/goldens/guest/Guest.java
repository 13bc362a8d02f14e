package app;

import dev.xylem.Synthesize;

/** A guest. */
@Synthesize(Balloon.class)
public interface Guest {}
