/**
 * From a compiler's elements to plain records.
 */
@NullMarked
package dev.xylem.processor.read;

import org.jspecify.annotations.NullMarked;
