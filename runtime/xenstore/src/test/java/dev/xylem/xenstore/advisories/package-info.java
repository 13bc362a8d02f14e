/** One test for each security advisory and each fault of the same shape, on the wire, with domains. */
@NullMarked
package dev.xylem.xenstore.advisories;

import org.jspecify.annotations.NullMarked;
