/** The command line, start and end of a generated program: the body of its {@code main}. */
@NullMarked
package dev.xylem.unix.launch;

import org.jspecify.annotations.NullMarked;
