package app;

import dev.xylem.Synthesize;

/** Has state. */
@Synthesize(Ledger.class)
public interface Account {}
