package dev.xylem.store;

/** What a session lost lately: transactions that conflicted with commits of others. Used under the commit lock. */
final class Losses {
    /** How many paths are remembered. */
    static final int PATHS = 2048;

    private final Seen seen = new Seen();
    int count;
    /** When the last one was lost. */
    long last;
    /** Where the last one was lost. */
    Path at;
    /** Whether more was seen than is remembered. */
    boolean tooMuch;

    Losses(Path at) {
        this.at = at;
    }

    void add(Seen lost, Path where, long now) {
        count++;
        last = now;
        at = where;
        record(where, Footprint.VALUE);
        for (int i = 0; i < lost.size(); i++) {
            record(lost.path(i), lost.aspects(i));
        }
    }

    private void record(Path path, int aspects) {
        if (seen.size() < PATHS || seen.mentions(path)) {
            seen.record(path, aspects);
        } else {
            tooMuch = true;
        }
    }

    /**
     * What a transaction that begins now will see if it does as the lost ones did. What exists now may have been absent then,
     * and the other way round. Mounted regions are left out: they change without commits.
     */
    Seen expected(Snapshot now) {
        Seen expected = new Seen();
        for (int i = 0; i < seen.size(); i++) {
            Path path = seen.path(i);
            if (now.mounts.covering(path) != 0) {
                continue;
            }
            int existing = now.matched(path);
            if (existing < path.depth()) {
                expected.record(path.prefix(existing + 1), Footprint.ABSENT);
            } else if ((seen.aspects(i) & Footprint.ABSENT) != 0) {
                expected.record(path, Footprint.VALUE | Footprint.ACL | Footprint.CHILDREN);
            } else {
                expected.record(path, seen.aspects(i) | Footprint.EXISTS);
            }
        }
        return expected;
    }
}
