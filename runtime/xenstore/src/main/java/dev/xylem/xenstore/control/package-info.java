/** What a toolstack asks of a domain through {@code control}, as a part that applications list. */
@NullMarked
package dev.xylem.xenstore.control;

import org.jspecify.annotations.NullMarked;
