/**
 * Options of the processor: one class reads them.
 */
@NullMarked
package dev.xylem.processor.option;

import org.jspecify.annotations.NullMarked;
