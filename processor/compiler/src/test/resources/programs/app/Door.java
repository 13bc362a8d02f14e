package app;

import dev.xylem.Synthesize;

@Synthesize(Bell.class)
public interface Door {}
