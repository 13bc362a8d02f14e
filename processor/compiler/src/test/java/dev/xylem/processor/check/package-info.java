/** Tests of the rules by themselves. */
@NullMarked
package dev.xylem.processor.check;

import org.jspecify.annotations.NullMarked;
