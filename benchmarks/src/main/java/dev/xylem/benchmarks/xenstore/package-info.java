/**
 * Puts the same load on our XenStore server and on both daemons of Xen, in turns, and prints ratios. Needs Linux, gcc, and
 * the daemons of Debian.
 */
@NullMarked
package dev.xylem.benchmarks.xenstore;

import org.jspecify.annotations.NullMarked;
