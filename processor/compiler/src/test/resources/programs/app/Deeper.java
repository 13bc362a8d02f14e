package app;

import dev.xylem.Synthesize;

/** An application that publishes nothing. */
@Synthesize(Deep.class)
interface Deeper {}
