package dev.xylem.xen;

import dev.xylem.Synthesize;

/** A guest with interfaces. */
@Synthesize(Net.class)
public interface Hub {}
