@NullMarked
package dev.xylem.xenstore.name;

import org.jspecify.annotations.NullMarked;
