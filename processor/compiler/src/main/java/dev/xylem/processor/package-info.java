/**
 * The annotation processor. {@link dev.xylem.processor.XylemProcessor} wires it, {@link dev.xylem.processor.SynthesisStep}
 * is its table of contents: read, check, plan and emit.
 */
@NullMarked
package dev.xylem.processor;

import org.jspecify.annotations.NullMarked;
