/** What applications are written with: annotations of parts, and the values that generated programs hand out. */
@NullMarked
package dev.xylem;

import org.jspecify.annotations.NullMarked;
