/**
 * The wire format (W-1 to W-9): messages of a header of four words in the host's byte order and at most 4096 octets of
 * payload. Knows nothing of stores and transports.
 */
@NullMarked
package dev.xylem.xenstore.wire;

import org.jspecify.annotations.NullMarked;
