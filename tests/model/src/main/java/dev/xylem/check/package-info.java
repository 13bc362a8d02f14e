/** Random checks: a property of lists of steps, how long it is tried, from which seed, and how a failing list is shrunk. */
@NullMarked
package dev.xylem.check;

import org.jspecify.annotations.NullMarked;
