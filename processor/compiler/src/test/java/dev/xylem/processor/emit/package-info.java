/** Tests of generated code: what it looks like, that it compiles without warnings, and that it computes what it should. */
@NullMarked
package dev.xylem.processor.emit;

import org.jspecify.annotations.NullMarked;
