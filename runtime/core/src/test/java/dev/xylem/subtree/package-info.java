@NullMarked
package dev.xylem.subtree;

import org.jspecify.annotations.NullMarked;
