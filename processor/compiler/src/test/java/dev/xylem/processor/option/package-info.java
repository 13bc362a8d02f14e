/** Tests of the options. */
@NullMarked
package dev.xylem.processor.option;

import org.jspecify.annotations.NullMarked;
