/**
 * Output: planned files and the one class that writes them.
 */
@NullMarked
package dev.xylem.processor.io;

import org.jspecify.annotations.NullMarked;
