package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for an operation.
 *
 * @param principal whom the caller acts as, and whose quota it uses
 * @param target another principal whose rights the caller has as well, or null
 * @param anyone whether permissions for "any domain" (0x7FF5) apply to the caller
 */
public record Caller(Principal principal, @Nullable Principal target, boolean anyone) {
    /** A caller with no rights but its own. */
    public static Caller of(Principal principal) {
        return new Caller(principal, null, false);
    }
}
