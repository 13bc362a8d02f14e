package dev.xylem.ninep.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lines about commits that wait for one reader. Filled by whichever thread commits, emptied by the server's. Bounded: when it
 * is full, what comes is merged into one line that says how many commits it stands for. Thread-safe.
 */
final class EventQueue {
    /** What {@link #take} answers when a line is longer than the room for it. */
    static final int TOO_SHORT = -2;

    private static final int MAX_OCTETS = 64 * 1024;
    private static final int OVERHEAD = 32;

    /** What waits: a text, or merged commits. */
    private static final class Line {
        final byte @Nullable [] text;
        long last;
        long commits;

        Line(byte @Nullable [] text) {
            this.text = text;
        }

        byte[] octets() {
            return text != null ? text : (last + " merged " + commits + "\n").getBytes(StandardCharsets.US_ASCII);
        }

        int cost() {
            return OVERHEAD + (text == null ? 0 : text.length);
        }
    }

    private final Budget budget;
    private final Runnable wake;
    private final ArrayDeque<Line> lines = new ArrayDeque<>(0);
    private int octets;
    private boolean awaited;
    private boolean closed;

    EventQueue(Budget budget, Runnable wake) {
        this.budget = budget;
        this.wake = wake;
    }

    /** Adds a line about a commit. */
    void add(long commit, String what) {
        boolean call;
        synchronized (this) {
            if (closed) {
                return;
            }
            Line newest = lines.peekLast();
            Line line = new Line((commit + " " + what + "\n").getBytes(StandardCharsets.UTF_8));
            if (octets + line.cost() <= MAX_OCTETS && budget.take(line.cost())) {
                octets += line.cost();
                lines.add(line);
            } else if (newest == null || newest.text != null) {
                // Costs next to nothing and cannot pile up: there is never a second one behind it.
                Line merged = new Line(null);
                merged.last = commit;
                merged.commits = 1;
                lines.add(merged);
            } else if (newest.last != commit) {
                newest.last = commit;
                newest.commits++;
            }
            call = awaited;
            awaited = false;
        }
        if (call) {
            wake.run();
        }
    }

    /** Puts whole lines, as many as there are and fit; 0 when there is none, and then the next one calls. */
    synchronized int take(ByteBuffer into) {
        int put = 0;
        for (Line line = lines.peek(); line != null; line = lines.peek()) {
            byte[] text = line.octets();
            if (text.length > into.remaining()) {
                return put == 0 ? TOO_SHORT : put;
            }
            into.put(text);
            put += text.length;
            lines.remove();
            give(line);
        }
        awaited = put == 0;
        return put;
    }

    private void give(Line line) {
        if (line.text != null) {
            octets -= line.cost();
            budget.give(line.cost());
        }
    }

    /** Drops everything, also what is still to come. */
    synchronized void close() {
        closed = true;
        lines.forEach(this::give);
        lines.clear();
    }
}
