package org.example.arp;

import dev.xylem.Synthesize;

/** The configuration of a host's network. */
@Synthesize(Neighbours.class)
public interface Network {}
