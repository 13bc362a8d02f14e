/** The XenStore protocol as an export of a store. */
@NullMarked
package dev.xylem.xenstore;

import org.jspecify.annotations.NullMarked;
