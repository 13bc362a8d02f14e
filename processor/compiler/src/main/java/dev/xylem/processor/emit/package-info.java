/**
 * Writes the code that a plan describes, with JavaPoet. Everything here returns text in memory; {@code io} writes it.
 *
 * <p>Start at {@link dev.xylem.processor.emit.Emitter}. Generated code has no warnings under {@code -Xlint:all} on any
 * supported JDK, no method above 64 values, and depends on nothing but the model, so that equal models give equal bytes.
 */
@NullMarked
package dev.xylem.processor.emit;

import org.jspecify.annotations.NullMarked;
