/**
 * Domains: which of them are introduced, what became of them, and what follows from it for the store.
 *
 * <p>{@link dev.xylem.xenstore.domain.Domains} is the table; it asks a {@link dev.xylem.xenstore.domain.Hypervisor} for pages,
 * channels and states, and has a {@link dev.xylem.xenstore.domain.Connections} serve the rings.
 *
 * <p>Rule ids in comments and tests (A-9, V-11 ...) are those of the XenStore rules in {@code docs}.
 */
@NullMarked
package dev.xylem.xenstore.domain;

import org.jspecify.annotations.NullMarked;
