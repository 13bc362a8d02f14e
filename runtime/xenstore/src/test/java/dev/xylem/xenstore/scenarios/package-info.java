/**
 * Whole stories of devices and domains on a simulated machine: guests talk over rings, the toolstack as a local client. What the
 * stories derive from the tree is computed in the store's cycle, as an application would.
 */
@NullMarked
package dev.xylem.xenstore.scenarios;

import org.jspecify.annotations.NullMarked;
