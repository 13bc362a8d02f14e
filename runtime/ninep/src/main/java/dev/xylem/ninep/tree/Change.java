package dev.xylem.ninep.tree;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that a client wants changed, all or none of them.
 *
 * @param permissions the nine bits
 * @param owner a user's number
 * @param group a group's number
 * @param length octets; what is beyond goes
 * @param times whether the time of the last change or access is to be set
 * @param name the name in the same directory, or null
 */
public record Change(
        OptionalInt permissions,
        OptionalInt owner,
        OptionalInt group,
        OptionalLong length,
        boolean times,
        @Nullable String name) {}
