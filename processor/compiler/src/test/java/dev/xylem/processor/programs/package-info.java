/** Whole applications: compiled, started and tested as users do. */
@NullMarked
package dev.xylem.processor.programs;

import org.jspecify.annotations.NullMarked;
