package dev.xylem.store;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What was done to a working copy, in order. Reused from commit to commit, so that recording costs no memory. */
final class Changes {
    /** Above this the arrays are not kept for the next use. */
    private static final int KEEP = 1024;

    private static final Mutation[] KINDS = Mutation.values();
    /** Set for parents that were created only because something below them was (V-6). */
    private static final int IMPLICIT = 4;

    private Path[] paths = new Path[8];
    private byte[] kinds = new byte[8];
    private int size;

    void add(Path path, Mutation kind, boolean implicit) {
        if (size == kinds.length) {
            paths = Arrays.copyOf(paths, 2 * size);
            kinds = Arrays.copyOf(kinds, 2 * size);
        }
        paths[size] = path;
        kinds[size++] = (byte) (kind.ordinal() | (implicit ? IMPLICIT : 0));
    }

    int size() {
        return size;
    }

    Path path(int i) {
        return paths[i];
    }

    Mutation kind(int i) {
        return KINDS[kinds[i] & 3];
    }

    boolean implicit(int i) {
        return (kinds[i] & IMPLICIT) != 0;
    }

    void clear() {
        if (size > KEEP) {
            paths = new Path[8];
            kinds = new byte[8];
        }
        size = 0;
    }

    /** The position after the last change at or directly below a path; 0 when there is none. */
    int lastAround(Path path) {
        for (int i = size - 1; i >= 0; i--) {
            int deeper = paths[i].depth() - path.depth();
            if (deeper >= 0 && deeper <= 1 && paths[i].isWithin(path)) {
                return i + 1;
            }
        }
        return 0;
    }

    /**
     * Leaves out repetitions: of a change in the same place with no removal in between, and the setting of permissions of a
     * node whose creation is announced.
     *
     * @param before the state without these changes
     */
    void compact(Snapshot before) {
        if (size < 2) {
            return;
        }
        Set<Path> written = new HashSet<>();
        Set<Path> implied = new HashSet<>();
        Set<Path> acls = new HashSet<>();
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Path path = paths[i];
            boolean keep = switch (kind(i)) {
                case WRITTEN -> implicit(i) ? !written.contains(path) && implied.add(path) : written.add(path);
                case ACL -> acls.add(path) && (!written.contains(path) || before.find(path) != null);
                case REMOVED -> {
                    written.clear();
                    implied.clear();
                    acls.clear();
                    yield true;
                }
            };
            if (keep) {
                paths[kept] = path;
                kinds[kept++] = kinds[i];
            }
        }
        Arrays.fill(paths, kept, size, null);
        size = kept;
    }
}
