package dev.xylem.xen;

import dev.xylem.Synthesize;

/** A guest on the hypervisor's store. */
@Synthesize(Balloon.class)
public interface Guest {}
