/**
 * A remote XenStore as the root of a program: the target {@code xen}. The program's own store is a copy of what the program
 * declares ({@link dev.xylem.xenstore.root.Mirror}); a thread of its own follows the remote store, and each commit of the
 * program is one transaction there.
 *
 * <pre>
 * watch events -> Follower: drained batch -> RemoteStore: read back in one transaction -> Mirror: commit, one cycle
 * commit of the program -> Mirror: transaction there and here -> MirrorCycle: END before the point of no return
 * </pre>
 */
@NullMarked
package dev.xylem.xenstore.root;

import org.jspecify.annotations.NullMarked;
