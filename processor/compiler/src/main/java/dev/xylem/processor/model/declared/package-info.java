/**
 * Classes as the user wrote them, right or wrong: what the rules look at. Plain records of names, like the model.
 */
@NullMarked
package dev.xylem.processor.model.declared;

import org.jspecify.annotations.NullMarked;
