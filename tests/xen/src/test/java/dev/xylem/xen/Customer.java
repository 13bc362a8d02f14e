package dev.xylem.xen;

import dev.xylem.Synthesize;

/** A domain that uses a service. */
@Synthesize(Shop.class)
public interface Customer {}
