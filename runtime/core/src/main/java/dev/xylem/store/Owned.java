package dev.xylem.store;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The paths that the application publishes, which nobody else may change. Immutable. */
final class Owned {
    private final NavigableSet<Path> paths;
    private final boolean none;
    private final Set<Path> constants;

    Owned(Collection<Path> paths, Collection<Path> constants) {
        this.constants = Set.copyOf(constants);
        this.paths = new TreeSet<>(paths);
        this.none = paths.isEmpty();
        for (Path path : paths) {
            if (path.special() || path.depth() == 0) {
                throw new IllegalArgumentException("cannot publish at " + path + "; name a node below the root");
            }
        }
    }

    /**
     * Publications become nodes of the embedded tree, which what is mounted elsewhere would hide.
     *
     * @throws IllegalArgumentException naming one that lies in a mounted region
     */
    void refuseOutside(Mounts mounts) {
        for (Path path : paths) {
            int mount = mounts.covering(path);
            if (mount != 0) {
                throw new IllegalArgumentException(
                        "cannot publish at " + path + ": " + mounts.at(mount) + " is mounted there");
            }
        }
    }

    /** Whether it holds what was fixed when the application was compiled. */
    boolean constant(Path path) {
        return constants.contains(path);
    }

    boolean contains(Path path) {
        return !none && paths.contains(path);
    }

    /** Whether any of them is the given path or lies below it. */
    boolean anyWithin(Path path) {
        if (none) {
            return false;
        }
        Path next = paths.ceiling(path);
        return next != null && next.isWithin(path);
    }

    /** Whether any of the nodes that would have to be created on the way to a path is one of them. */
    boolean anyBetween(Path path, int existing) {
        if (none) {
            return false;
        }
        for (int i = existing + 1; i <= path.depth(); i++) {
            if (paths.contains(path.prefix(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a child of a directory is one of them. */
    boolean containsChild(@Nullable Path directory, String name) {
        return !none && directory != null && paths.contains(directory.child(name));
    }
}
