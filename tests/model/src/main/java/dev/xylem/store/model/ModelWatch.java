package dev.xylem.store.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A watch (V-1).
 *
 * @param path what is watched, absolute
 * @param home the base if the watch was given relative, else empty
 * @param token echoed with each event
 * @param depth how many levels below the path count (V-4), or -1 for all
 */
public record ModelWatch(String path, String home, String token, int depth) {
    /** The path as the client spells it. */
    public String spelled() {
        return spell(path);
    }

    /** What the client is told on registration (V-3). */
    String first() {
        return spelled() + " " + token;
    }

    /** The events of one commit for this watch, each once (V-4 to V-7, V-12). */
    Set<String> events(List<ModelChange> changes, ModelCaller watcher, ModelTree before, ModelTree after) {
        Set<String> events = new LinkedHashSet<>();
        for (ModelChange change : changes) {
            if (covers(change.path()) && visible(change, watcher, before, after)) {
                events.add(spell(change.path()) + " " + token);
            }
            if (change.below().contains(path) && readable(path, watcher, before)) {
                events.add(spelled() + " " + token);
            }
        }
        return events;
    }

    private static boolean visible(ModelChange change, ModelCaller watcher, ModelTree before, ModelTree after) {
        return switch (change.kind()) {
            case WRITTEN -> readable(change.path(), watcher, after);
            case REMOVED -> readable(change.path(), watcher, before);
            case ACL ->
                after.node(change.path()) != null
                        && (readable(change.path(), watcher, before) || readable(change.path(), watcher, after));
        };
    }

    /** Whether the node is there and it or its directory may be read. */
    private static boolean readable(String path, ModelCaller watcher, ModelTree tree) {
        ModelNode node = tree.node(path);
        if (node == null) {
            return false;
        }
        ModelNode parent = tree.node(ModelTree.parent(path));
        return watcher.may(node, ModelCaller.READ) || (parent != null && watcher.may(parent, ModelCaller.READ));
    }

    private boolean covers(String changed) {
        return ModelTree.isWithin(changed, path) && (depth < 0 || levels(changed) - levels(path) <= depth);
    }

    private static long levels(String path) {
        return path.equals("/")
                ? 0
                : path.chars().filter(character -> character == '/').count();
    }

    private String spell(String absolute) {
        return home.isEmpty() ? absolute : absolute.substring(home.length() + 1);
    }
}
