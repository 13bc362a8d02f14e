/** What is common to all measurements. */
@NullMarked
package dev.xylem.benchmarks;

import org.jspecify.annotations.NullMarked;
