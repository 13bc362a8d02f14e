/** Tests of what is written. */
@NullMarked
package dev.xylem.processor.io;

import org.jspecify.annotations.NullMarked;
