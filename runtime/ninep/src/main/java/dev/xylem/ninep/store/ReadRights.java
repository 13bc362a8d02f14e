package dev.xylem.ninep.store;

import dev.xylem.store.Acl;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether one user may read all of a directory, remembered until something in it changes: a value that comes from a directory is
 * asked for more often than the directory changes.
 */
final class ReadRights {
    /** How many directories are remembered. */
    private static final int KEPT = 256;

    private record Answer(long version, boolean all) {}

    private final Map<Path, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Answer> eldest) {
            return size() > KEPT;
        }
    };

    /** Whether a user may read a node and everything below. */
    boolean all(Path path, Node node, View user) {
        Answer known = answers.get(path);
        if (known == null || known.version != node.subtreeVersion()) {
            known = new Answer(node.subtreeVersion(), look(node, user));
            answers.put(path, known);
        }
        return known.all;
    }

    private static boolean look(Node top, View user) {
        Deque<Node> left = new ArrayDeque<>();
        left.add(top);
        for (Node node = left.poll(); node != null; node = left.poll()) {
            if (!user.may(Acl.READ, node)) {
                return false;
            }
            node.children().forEach(left::push);
        }
        return true;
    }
}
