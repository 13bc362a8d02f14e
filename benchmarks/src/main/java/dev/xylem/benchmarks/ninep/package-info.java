/** Puts the same load on our 9P server and on diod, in turns, and prints ratios. Needs Linux, gcc and Debian's diod. */
@NullMarked
package dev.xylem.benchmarks.ninep;

import org.jspecify.annotations.NullMarked;
