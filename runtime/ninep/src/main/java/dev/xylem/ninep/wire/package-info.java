/**
 * The octets of 9P: message types, cursors over received messages, writers of messages, and the structures inside them, for
 * all three dialects. Knows nothing of files or connections.
 */
@NullMarked
package dev.xylem.ninep.wire;

import org.jspecify.annotations.NullMarked;
