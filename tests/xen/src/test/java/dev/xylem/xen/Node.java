package dev.xylem.xen;

import dev.xylem.Synthesize;
import dev.xylem.xenstore.control.Shutdown;

/** A guest that a toolstack can shut down. */
@Synthesize({Balloon.class, Count.class, Shutdown.class})
public interface Node {}
