package app;

import dev.xylem.Synthesize;

/** State in fields. */
@Synthesize(Meter.class)
public interface Metering {}
