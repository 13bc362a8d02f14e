package dev.xylem.store;

/**
 * Who owns nodes and has rights: a domain or a user.
 *
 * @param id an unsigned 32-bit number
 * @param incarnation tells apart domains that had the same number one after the other; 0 where numbers are not
 *     recycled, {@link #STALE} for the number of something that did not exist when it was named
 */
public record Principal(int id, int incarnation) {
    /** The incarnation of what did not exist when it was named: matches no caller. */
    public static final int STALE = -1;

    /** The first incarnation of an id. */
    public static Principal of(int id) {
        return new Principal(id, 0);
    }

    /** Whether this named nothing that existed. */
    public boolean stale() {
        return incarnation == STALE;
    }

    /** The id as decimal text, as permissions show it. */
    @Override
    public String toString() {
        return Integer.toUnsignedString(id);
    }
}
