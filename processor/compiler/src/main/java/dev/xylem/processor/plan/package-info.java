/**
 * Decides what the code of a program looks like before any of it is written: which slot each value gets, in which order values
 * are computed, which of them are recomputed together, and how they are stored and published.
 *
 * <p>Pure records and pure functions of the model; the same model gives the same plan.
 */
@NullMarked
package dev.xylem.processor.plan;

import org.jspecify.annotations.NullMarked;
