/** Tests of what is read. */
@NullMarked
package dev.xylem.processor.read;

import org.jspecify.annotations.NullMarked;
