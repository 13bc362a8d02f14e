/**
 * What the processor knows of parts and applications: plain records of names.
 *
 * <p>Nothing here refers to a compiler's elements or types, so that a model outlives the round in which it was read, can
 * be built by hand in tests, and is all that planning and emitting need. All records are immutable; lists keep the order of
 * declaration.
 */
@NullMarked
package dev.xylem.processor.model;

import org.jspecify.annotations.NullMarked;
