package dev.xylem.store;

import java.util.Arrays;

/** A watch of a session. Immutable. */
final class Watch {
    final Session session;
    final Path path;
    final byte[] token;
    private final int depth;
    /** How many characters of an absolute path a relative watch does not report. */
    private final int cut;

    Watch(Session session, Path path, String spelled, byte[] token, int depth) {
        this.session = session;
        this.path = path;
        this.token = token;
        this.depth = depth;
        this.cut = path.toString().length() - spelled.length();
    }

    long weight() {
        return Weight.watch(path, token);
    }

    /** Whether a change so many levels below the path counts (V-4). */
    boolean covers(int levels) {
        return depth < 0 || levels <= depth;
    }

    /** What is reported for a change at or below the path (V-5). */
    String report(Path changed) {
        String text = changed.toString();
        return cut == 0 ? text : text.substring(cut);
    }

    /** V-1. */
    record Key(Path path, byte[] token) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && path.equals(that.path) && Arrays.equals(token, that.token);
        }

        @Override
        public int hashCode() {
            return 31 * path.hashCode() + Arrays.hashCode(token);
        }

        @Override
        public String toString() {
            return path + " with this token";
        }
    }
}
