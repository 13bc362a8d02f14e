/**
 * Rings: the transport between a domain and a XenStore server over one shared page and one event channel.
 *
 * <p>From the octets up: {@link dev.xylem.xenstore.ring.SharedPage} is the page, with {@code Inlet} and {@code Outlet} for the
 * two ends of each of its streams; {@code ServerEnd} and {@link dev.xylem.xenstore.ring.GuestEnd} are the two sides.
 * {@link dev.xylem.xenstore.ring.RingConnections} serves domains with them, on the server's thread, and is told of signals by a
 * {@link dev.xylem.xenstore.domain.Hypervisor}, of which {@link dev.xylem.xenstore.ring.FileHypervisor} is one made of files and
 * FIFOs. A guest has an {@link dev.xylem.xenstore.ring.EventChannel} instead: in the same process, or a {@code FifoChannel}.
 *
 * <p>Rule ids in comments and tests (R-1 ...) are those of the XenStore rules in {@code docs}.
 */
@NullMarked
package dev.xylem.xenstore.ring;

import org.jspecify.annotations.NullMarked;
