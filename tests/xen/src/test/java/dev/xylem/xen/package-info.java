/** Programs of the target xen on a store elsewhere. */
@NullMarked
package dev.xylem.xen;

import org.jspecify.annotations.NullMarked;
