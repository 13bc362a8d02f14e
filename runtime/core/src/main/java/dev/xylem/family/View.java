package dev.xylem.family;

import java.util.List;

/**
 * What is computed from a family and brought forward from version to version. Immutable.
 *
 * @param <S> what is kept
 */
interface View<K, V, S> {
    /** What kind of computation it is. */
    enum Kind {
        COUNT,
        SUM,
        ORDER,
        FILTER,
        MAP
    }

    /** What a family without instances gives. */
    S empty();

    /** What a version gives, from what the one before gave and what happened in between. */
    S after(S before, List<Edit<K, V>> edits);
}
