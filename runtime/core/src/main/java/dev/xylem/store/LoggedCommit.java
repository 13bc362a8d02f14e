package dev.xylem.store;

import java.util.List;

/**
 * What is remembered of a commit.
 *
 * @param number its number
 * @param origin who committed
 * @param session the {@linkplain Session#number number of the session} that committed
 * @param operations what changed, in order, publications included; the first ones, if there were many
 * @param more how many operations are left out
 */
public record LoggedCommit(long number, Principal origin, long session, List<Operation> operations, int more) {
    /**
     * One change.
     *
     * @param kind what happened
     * @param path where
     */
    public record Operation(Mutation kind, Path path) {
        /** Such as {@code WRITTEN /tool}. */
        @Override
        public String toString() {
            return kind + " " + path;
        }
    }
}
