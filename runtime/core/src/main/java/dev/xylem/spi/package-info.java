/** What a third party implements to add a protocol. */
@NullMarked
package dev.xylem.spi;

import org.jspecify.annotations.NullMarked;
