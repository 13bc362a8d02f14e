/**
 * Conversion between the bytes of a node and the values of a program: {@link dev.xylem.value.Decode} and
 * {@link dev.xylem.value.Encode}, called by generated code.
 *
 * <p>Two rules hold for every type: what is encoded decodes to an equal value, and a failure says what was expected in words
 * that do not depend on the text, so that they can be shown for secrets too. All methods are pure and thread-safe.
 */
@NullMarked
package dev.xylem.value;

import org.jspecify.annotations.NullMarked;
