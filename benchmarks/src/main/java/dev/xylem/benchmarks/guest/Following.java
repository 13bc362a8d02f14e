package dev.xylem.benchmarks.guest;

import dev.xylem.Synthesize;

/** The program whose effects are timed. */
@Synthesize(Follower.class)
interface Following {}
