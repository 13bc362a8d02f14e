/**
 * What every synthesised program shares at run time, so that generated code stays short: the skeleton of a program, the
 * frame of a cycle, effects, subscriptions and explanations.
 *
 * <p>Invariants, and why they give the semantics:
 * <ol>
 *   <li>One writer. {@link dev.xylem.graph.Graph#run} is called under the commit lock of the store, so staged values, dirty
 *       bits and frames need no synchronisation of their own.
 *   <li>Staged equals published between commits. A cycle computes on staged values; a refused one restores them.
 *   <li>Nothing is published before {@code Proposal.accept} has returned, and nothing can fail after it.
 *   <li>{@link dev.xylem.graph.State} is a sequence lock: odd while a cycle publishes. A reader of one value needs no
 *       validation, because every field is written once per cycle and never with a value that may be refused.
 *   <li>Frames carry the values of their commit; the effect executor reads nothing else.
 * </ol>
 */
@NullMarked
package dev.xylem.graph;

import org.jspecify.annotations.NullMarked;
