/** The same random histories through our server and through the real daemons; every difference has a row in the documentation. */
@NullMarked
package dev.xylem.xenstore.twin;

import org.jspecify.annotations.NullMarked;
