package dev.xylem.subtree;

import dev.xylem.store.Errno;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an earlier value has left. */
final class Existing {
    private Existing() {}

    /** Removes a node if there is one. */
    static void remove(Operations operations, Path path) throws StoreException {
        try {
            operations.remove(path);
        } catch (StoreException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    /** Makes a directory with no other children of a prefix than some. */
    static void keepOnly(Operations operations, Path path, String prefix, Set<String> names) throws StoreException {
        operations.mkdir(path);
        for (String name : operations.directory(path)) {
            if (name.startsWith(prefix) && !names.contains(name)) {
                remove(operations, path.child(name));
            }
        }
    }

    /** Makes a directory with no other children than some, and returns which of them there are. */
    static List<String> keepOnly(Operations operations, Path path, Set<String> names) throws StoreException {
        operations.mkdir(path);
        List<String> kept = new ArrayList<>();
        for (String name : operations.directory(path)) {
            if (names.contains(name)) {
                kept.add(name);
            } else {
                remove(operations, path.child(name));
            }
        }
        return kept;
    }
}
