package dev.xylem.xenstore.domain;

import dev.xylem.store.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an introduced domain at one time.
 *
 * @param principal the number and incarnation
 * @param target the domain whose rights it has as well, or null
 * @param features the feature bits that it is offered
 * @param stopped whether it shut down or crashed and was not resumed since
 */
public record Domain(Principal principal, @Nullable Principal target, int features, boolean stopped) {
    /** The number of the domain. */
    public int id() {
        return principal.id();
    }
}
