/** Tests of the store: each names the rule that it holds to. */
@NullMarked
package dev.xylem.store;

import org.jspecify.annotations.NullMarked;
