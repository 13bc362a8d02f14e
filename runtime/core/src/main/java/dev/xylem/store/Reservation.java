package dev.xylem.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session whose transactions lost again and again has for a short time: nobody else may change what those saw.
 * {@link #whenOver} is thread-safe, the rest is used under the commit lock.
 */
final class Reservation {
    final Session holder;
    /** The commit after which it holds. */
    final long start;
    /** What the lost transactions saw, as it is at {@link #start}. */
    final Seen expected;
    /** Whether nobody else may change anything. */
    final boolean everything;
    /** Where the last transaction lost: one that comes there is the one that the reservation is for. */
    final Path lost;

    /** When it ends at the latest. */
    long deadline;

    /** Whether somebody waits. */
    boolean defers;

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean over;

    Reservation(Session holder, long start, Seen expected, boolean everything, Path lost, long deadline) {
        this.holder = holder;
        this.start = start;
        this.expected = expected;
        this.everything = everything;
        this.lost = lost;
        this.deadline = deadline;
    }

    /** Where a commit of somebody else would be in the way, or null. */
    @Nullable
    Path inTheWay(Working tree, Snapshot now) {
        if (everything) {
            return tree.changes().size() == 0 ? Path.ROOT : tree.changes().path(0);
        }
        Snapshot after = tree.toSnapshot();
        Path broken = Validation.firstBroken(expected, start, now, after);
        for (Transaction open : holder.open()) {
            if (broken == null && open.start() >= start) {
                broken = Validation.firstBroken(open.seen(), open.start(), now, after);
            }
        }
        return broken;
    }

    void whenOver(Runnable once) {
        synchronized (waiting) {
            if (!over) {
                waiting.add(once);
                return;
            }
        }
        once.run();
    }

    /** Ends it, and tells those that wait. */
    void end() {
        List<Runnable> all;
        synchronized (waiting) {
            over = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(Runnable::run);
    }
}
