package dev.xylem.xenstore.client;

import java.util.Locale;

/**
 * One entry of a node's permissions. In the first of a list, the domain is the owner and the right is everybody else's.
 *
 * @param right what the domain may do
 * @param domid the domain
 */
public record Permission(Right right, int domid) {
    private static final int MAX_DOMID = 65_535;

    /** What one may do with a node. */
    public enum Right {
        /** Nothing. */
        NONE,
        /** Read, list and see permissions. */
        READ,
        /** Write, create below, remove. */
        WRITE,
        /** Both. */
        BOTH;

        private char letter() {
            return name().toLowerCase(Locale.ROOT).charAt(0);
        }
    }

    /** Checks that the domain has 16 bits. */
    public Permission {
        if (domid < 0 || domid > MAX_DOMID) {
            throw new IllegalArgumentException("a domain id is from 0 to " + MAX_DOMID + ", not " + domid);
        }
    }

    /**
     * The entry that a text such as {@code r5} means.
     *
     * @throws IllegalArgumentException when it means none
     */
    public static Permission of(String text) {
        for (Right right : Right.values()) {
            if (text.matches("[nrwb][0-9]{1,5}") && text.charAt(0) == right.letter()) {
                return new Permission(right, Integer.parseInt(text.substring(1)));
            }
        }
        throw new IllegalArgumentException(
                "'" + Text.shown(text) + "' is no permission: write n, r, w or b and a domain id, as in r5");
    }

    /** As text, such as {@code r5}. */
    @Override
    public String toString() {
        return right.letter() + Integer.toString(domid);
    }
}
