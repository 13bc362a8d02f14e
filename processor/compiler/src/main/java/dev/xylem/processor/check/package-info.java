/**
 * The rules: one rule, one class, one code. {@link dev.xylem.processor.check.Rules} lists them.
 */
@NullMarked
package dev.xylem.processor.check;

import org.jspecify.annotations.NullMarked;
