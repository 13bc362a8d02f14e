/** Checks that what the benchmarks compare does the same. */
@NullMarked
package dev.xylem.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
