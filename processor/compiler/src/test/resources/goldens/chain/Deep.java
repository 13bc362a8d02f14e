package app;

import dev.xylem.Synthesize;

@Synthesize(Chain.class)
public interface Deep {}
