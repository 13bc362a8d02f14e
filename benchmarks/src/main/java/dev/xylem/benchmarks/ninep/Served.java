package dev.xylem.benchmarks.ninep;

import dev.xylem.Export;
import dev.xylem.Synthesize;
import dev.xylem.ninep.NineP;

/** A store over 9P, without any part. */
@Synthesize
@Export(NineP.class)
public interface Served {}
