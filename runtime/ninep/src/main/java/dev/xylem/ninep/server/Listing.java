package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Listed;
import dev.xylem.ninep.tree.NinepException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The entries of a directory in the order of their qids. Each has a cookie that says where to go on after it: since a file keeps
 * its qid, a cookie means the same in every listing of the directory, whatever came or went in between. Immutable.
 */
final class Listing {
    /** What makes a cookie of a qid's path: 0 is the beginning. */
    private static final long FIRST = 1;

    private final Listed[] entries;

    private Listing(Listed[] entries) {
        this.entries = entries;
    }

    static Listing of(Entry directory) throws NinepException {
        Listed[] entries = directory.list().toArray(Listed[]::new);
        Arrays.sort(entries, Comparator.comparingLong(entry -> entry.qid().path()));
        return new Listing(entries);
    }

    int size() {
        return entries.length;
    }

    Listed entry(int place) {
        return entries[place];
    }

    static long cookie(Listed entry) {
        return entry.qid().path() + FIRST;
    }

    /** The place of the first entry after a cookie. */
    int after(long cookie) {
        int low = 0;
        int high = entries.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (cookie(entries[middle]) <= cookie) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
