/** The server on sockets, and as an export of a store. */
@NullMarked
package dev.xylem.ninep;

import org.jspecify.annotations.NullMarked;
