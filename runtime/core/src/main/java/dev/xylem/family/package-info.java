/**
 * Families: many instances of one kind, by their keys, in immutable versions that follow each other. What is derived from a
 * family or aggregated over it is kept and brought forward by what changed. Depends on nothing else of the library but
 * {@link dev.xylem.Change} and {@link dev.xylem.Subscription}.
 */
@NullMarked
package dev.xylem.family;

import org.jspecify.annotations.NullMarked;
