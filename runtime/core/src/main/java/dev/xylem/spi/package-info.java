/** What third parties implement: protocols that export a store. */
@NullMarked
package dev.xylem.spi;

import org.jspecify.annotations.NullMarked;
