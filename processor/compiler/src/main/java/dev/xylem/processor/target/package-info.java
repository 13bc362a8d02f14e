/**
 * What a program is synthesised for. A target is one class behind one sealed interface.
 */
@NullMarked
package dev.xylem.processor.target;

import org.jspecify.annotations.NullMarked;
