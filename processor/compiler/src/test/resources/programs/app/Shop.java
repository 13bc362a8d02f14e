package app;

import dev.xylem.Synthesize;

/** A small program of directories. */
@Synthesize(Shelf.class)
public interface Shop {}
