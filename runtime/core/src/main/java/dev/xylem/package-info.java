/**
 * What the author of an application writes and meets: the annotations of parts and applications, and the values that the
 * generated program hands out.
 */
@NullMarked
package dev.xylem;

import org.jspecify.annotations.NullMarked;
