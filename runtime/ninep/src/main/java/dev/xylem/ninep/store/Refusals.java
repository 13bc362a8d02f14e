package dev.xylem.ninep.store;

import dev.xylem.Problem;
import dev.xylem.store.RefusedException;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.stream.Collectors;

/**
 * The last changes of one user that were refused, a line each. Clients of 9P2000.L see only a number as a reply, and none see
 * what becomes of what they wrote when they close a file.
 */
final class Refusals {
    private static final int KEPT = 32;
    private static final int LONGEST = 1000;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long count;

    /** What the store says, for a user: every problem, on one line. */
    static String reason(StoreException refused) {
        if (refused instanceof RefusedException application) {
            return application.problems().stream().map(Problem::toString).collect(Collectors.joining("; "));
        }
        return refused.getMessage();
    }

    void add(String file, StoreException refused) {
        add(file, reason(refused));
    }

    void add(String file, String reason) {
        if (lines.size() == KEPT) {
            lines.remove();
        }
        String line = ++count + " " + file + ": " + reason.replace('\n', ' ');
        lines.add(line.length() > LONGEST ? line.substring(0, LONGEST - 3) + "..." : line);
    }

    byte[] text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    long count() {
        return count;
    }
}
