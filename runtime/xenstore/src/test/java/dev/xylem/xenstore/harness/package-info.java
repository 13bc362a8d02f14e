/** The standing harness: random histories in step with a model, faults at every step, and hostile load. */
@NullMarked
package dev.xylem.xenstore.harness;

import org.jspecify.annotations.NullMarked;
