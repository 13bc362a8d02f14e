package dev.xylem.ninep.tree;

import dev.xylem.ninep.wire.Qid;

/**
 * What a directory tells of a file in it. Immutable.
 *
 * @param name as for {@link Entry#walk}
 * @param qid what identified the file when the list was made
 */
public record Listed(String name, Qid qid) {
    /** What a directory tells of an entry. */
    public static Listed of(Entry entry) {
        return new Listed(entry.name(), entry.qid());
    }
}
