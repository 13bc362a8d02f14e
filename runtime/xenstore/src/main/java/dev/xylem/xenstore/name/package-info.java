/**
 * Names of services, registered and resolved in the store. A name lies below {@code /conduit}, and each of its ports leads to an
 * {@link dev.xylem.xenstore.name.Endpoint}: a socket, or a ring shared with a domain, where the layout is that of libxenvchan and of
 * Mirage's conduit.
 *
 * <p>A part resolves a name by an input and registers one by publishing an {@link dev.xylem.xenstore.name.Offer}:
 *
 * <pre>{@code
 * @Input("/conduit/db/5432") abstract Optional<Endpoint> database();
 *
 * @Derived @Publish("/conduit/inventory/http") static Offer here(Offer listening) { return listening; }
 * }</pre>
 *
 * <p>Other programs use {@link dev.xylem.xenstore.name.Names} with a client.
 */
@NullMarked
package dev.xylem.xenstore.name;

import org.jspecify.annotations.NullMarked;
