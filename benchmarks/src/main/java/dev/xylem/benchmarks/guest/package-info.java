/**
 * Programs for the target {@code xen} on the real xenstored: how long a commit takes to its effect, and how often a program waits for
 * the store while it starts.
 */
@NullMarked
package dev.xylem.benchmarks.guest;

import org.jspecify.annotations.NullMarked;
