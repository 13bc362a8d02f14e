package dev.xylem.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last commits: who made them, and what they changed. Bounded in number and in memory. Made so that nobody pays who does
 * not read: what is noted of a commit with one change are numbers and one reference. Used under the commit lock.
 */
final class CommitLog {
    /** How many commits are remembered at most; a power of two. */
    static final int KEPT = 512;
    /** How many octets their paths may take, roughly. */
    static final int OCTETS = 1 << 20;
    /** How many operations of one commit are remembered. */
    static final int OPERATIONS = 64;

    private static final int MASK = KEPT - 1;
    private static final Mutation[] KINDS = Mutation.values();

    /** The changes of one commit, if there are several. */
    private record Several(Path[] paths, byte[] kinds, int more) {}

    private final long[] sessions = new long[KEPT];
    private final int[] ids = new int[KEPT];
    private final int[] incarnations = new int[KEPT];
    private final byte[] kinds = new byte[KEPT];
    private final int[] weights = new int[KEPT];
    /** A path, or {@link Several}. */
    private final @Nullable Object[] what = new @Nullable Object[KEPT];

    private long first = 1;
    private long last;
    private int octets;

    /** Notes a commit, whose number is one more than the last one's. */
    void add(long number, Actor by, Changes changes) {
        int slot = (int) number & MASK;
        int size = changes.size();
        int weight;
        if (size == 1) {
            Path path = changes.path(0);
            what[slot] = path;
            kinds[slot] = (byte) changes.kind(0).ordinal();
            weight = weight(path);
        } else {
            Several several = several(changes);
            what[slot] = several;
            weight = 0;
            for (Path path : several.paths) {
                weight += weight(path);
            }
        }
        octets += weight - weights[slot];
        weights[slot] = weight;
        sessions[slot] = by.session;
        ids[slot] = by.principal().id();
        incarnations[slot] = by.principal().incarnation();
        last = number;
        if (number - first >= KEPT) {
            first = number - KEPT + 1;
        }
        while (octets > OCTETS && first < last) {
            int oldest = (int) first++ & MASK;
            octets -= weights[oldest];
            weights[oldest] = 0;
            what[oldest] = null;
        }
    }

    /** What a path takes: the names weigh more than the text. */
    private static int weight(Path path) {
        return 64 * (path.depth() + 1);
    }

    private static Several several(Changes changes) {
        int size = Math.min(changes.size(), OPERATIONS);
        Path[] paths = new Path[size];
        byte[] kinds = new byte[size];
        for (int i = 0; i < size; i++) {
            paths[i] = changes.path(i);
            kinds[i] = (byte) changes.kind(i).ordinal();
        }
        return new Several(paths, kinds, changes.size() - size);
    }

    /** Whether a commit is remembered. */
    boolean knows(long number) {
        return number >= first && number <= last;
    }

    /** The session that made a commit that is remembered. */
    long session(long number) {
        return sessions[(int) number & MASK];
    }

    /** Who made a commit that is remembered. */
    Principal origin(long number) {
        int slot = (int) number & MASK;
        return new Principal(ids[slot], incarnations[slot]);
    }

    /** The commits after a number that are remembered, oldest first. */
    List<LoggedCommit> after(long number) {
        List<LoggedCommit> commits = new ArrayList<>();
        for (long n = Math.max(first, number + 1); n <= last; n++) {
            commits.add(commit(n));
        }
        return commits;
    }

    private LoggedCommit commit(long number) {
        int slot = (int) number & MASK;
        List<LoggedCommit.Operation> operations = new ArrayList<>(1);
        int more = 0;
        if (what[slot] instanceof Path path) {
            operations.add(new LoggedCommit.Operation(KINDS[kinds[slot]], path));
        } else if (what[slot] instanceof Several several) {
            more = several.more;
            for (int i = 0; i < several.paths.length; i++) {
                operations.add(new LoggedCommit.Operation(KINDS[several.kinds[i]], several.paths[i]));
            }
        }
        return new LoggedCommit(number, origin(number), session(number), operations, more);
    }
}
