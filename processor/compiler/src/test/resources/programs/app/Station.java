package app;

import dev.xylem.Synthesize;

/** Effects that live. */
@Synthesize(Ticker.class)
public interface Station {}
