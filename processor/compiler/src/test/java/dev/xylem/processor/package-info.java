/** Tests of the processor as a compiler runs it. */
@NullMarked
package dev.xylem.processor;

import org.jspecify.annotations.NullMarked;
