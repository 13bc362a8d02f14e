package dev.xylem.xenstore.twin;

import dev.xylem.peers.Peer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A difference that the documentation has: how it shows in the replies to one step.
 *
 * @param id the row's number
 * @param peer whom it concerns
 * @param parts whether the two states may differ from then on, so that there is nothing more to compare
 * @param explains whether the row is why a step was answered differently
 */
record Row(String id, Peer peer, boolean parts, Predicate<Moment> explains) {
    /** The first row that explains a difference, or null. */
    static @Nullable Row of(Moment moment) {
        for (Row row : Rows.ALL) {
            if (row.peer == moment.peer() && row.explains.test(moment)) {
                return row;
            }
        }
        return null;
    }
}
