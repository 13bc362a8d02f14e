/**
 * Diagnostics: codes, findings, and the one class that prints them.
 */
@NullMarked
package dev.xylem.processor.diag;

import org.jspecify.annotations.NullMarked;
