package dev.xylem.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does the requests of a transaction once more, on the committed tree. If every reply is the one that the client got, the
 * client could have asked now as well, so the result may be committed. Done at most once for each end of a transaction; the
 * number of requests is bounded by a quota.
 */
final class Replay {
    private Replay() {}

    /** The path of the first request with another reply, or null when all are equal. */
    static @Nullable Path run(
            List<Request> requests, long start, Working tree, Actor actor, Execution execution, Owned owned) {
        for (Request request : requests) {
            Path path = request.path();
            Object reply;
            try {
                reply = execution.run(request.operation(), tree, actor, path, request.argument(), null);
            } catch (StoreException e) {
                reply = e.errno();
            }
            if (!same(request, reply, start, tree, owned)) {
                return path;
            }
        }
        return null;
    }

    private static boolean same(Request request, Object reply, long start, Working tree, Owned owned) {
        Path path = request.path();
        Object former = request.reply();
        switch (request.operation()) {
            case READ -> {
                return Execution.same(former, reply) || owned.contains(path) || exempt(path, start, tree);
            }
            case DIRECTORY -> {
                return former.equals(reply)
                        || (former instanceof List<?> a
                                && reply instanceof List<?> b
                                && withoutOwned(path, a, owned).equals(withoutOwned(path, b, owned)));
            }
            case DIRECTORY_PART -> {
                // The number has to be the same only as long as the set of children is, which DIRECTORY compares.
                return former.equals(reply)
                        || (former instanceof Long && reply instanceof Long && unchanged(path, start, tree.base()));
            }
            default -> {
                return former.equals(reply) || (request.operation() == Operation.GET_PERMS && owned.contains(path));
            }
        }
    }

    /** Whether a value lies in a mounted region and its number says that it need not be confirmed. */
    private static boolean exempt(Path path, long start, Working tree) {
        if (tree.mounts.covering(path) == 0) {
            return false;
        }
        Node node = tree.find(path);
        return node != null && node.valueVersion() <= start;
    }

    private static boolean unchanged(Path path, long start, Snapshot now) {
        Node node = now.find(path);
        return node == null || node.childrenVersion() <= start;
    }

    private static List<?> withoutOwned(Path directory, List<?> names, Owned owned) {
        return names.stream()
                .filter(name -> !owned.containsChild(directory, (String) name))
                .toList();
    }
}
