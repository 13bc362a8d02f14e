/** Tests of rings, and the machine that other tests build domains on. */
@NullMarked
package dev.xylem.xenstore.ring;

import org.jspecify.annotations.NullMarked;
