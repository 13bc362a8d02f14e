/** Starts the XenStore daemons of Xen, the 9P server diod, and our own, as processes on a socket: for tests and benchmarks on Linux. */
@NullMarked
package dev.xylem.peers;

import org.jspecify.annotations.NullMarked;
