package app;

import dev.xylem.Synthesize;

/** An application with a part that hides what it reads. */
@Synthesize(Untold.class)
interface Careless {}
