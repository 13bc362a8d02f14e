package dev.xylem.store;

import java.util.ArrayList;
import java.util.List;

/** Which region handles which part of the namespace. The first is the embedded tree, at the root. Immutable. */
final class Mounts {
    private final EmbeddedTree embedded;
    private final Path[] at;
    private final Region[] regions;

    private Mounts(EmbeddedTree embedded, Path[] at, Region[] regions) {
        this.embedded = embedded;
        this.at = at;
        this.regions = regions;
    }

    /** The mounts of regions below the embedded tree. */
    static Mounts of(List<Path> points, List<Region> mounted) {
        List<Path> at = new ArrayList<>();
        List<Region> regions = new ArrayList<>();
        at.add(Path.ROOT);
        EmbeddedTree embedded = new EmbeddedTree();
        regions.add(embedded);
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < at.size(); j++) {
                Path point = points.get(i);
                Path other = at.get(j);
                if (point.special()
                        || point.equals(other)
                        || (j > 0 && (point.isWithin(other) || other.isWithin(point)))) {
                    throw new IllegalArgumentException("cannot mount at " + point
                            + ": special, the root, or in conflict with the mount at " + other);
                }
            }
            at.add(points.get(i));
            regions.add(mounted.get(i));
        }
        return new Mounts(embedded, at.toArray(new Path[0]), regions.toArray(new Region[0]));
    }

    EmbeddedTree embedded() {
        return embedded;
    }

    int count() {
        return at.length;
    }

    Region region(int mount) {
        return regions[mount];
    }

    Path at(int mount) {
        return at[mount];
    }

    /** How many names lead to a mount point. */
    int depth(int mount) {
        return at[mount].depth();
    }

    /** The mount that handles a path. */
    int covering(Path path) {
        for (int i = at.length - 1; i > 0; i--) {
            if (path.isWithin(at[i])) {
                return i;
            }
        }
        return 0;
    }

    /** Whether another region is mounted at or below a path. */
    boolean anyWithin(Path path) {
        for (int i = at.length - 1; i > 0; i--) {
            if (at[i].isWithin(path)) {
                return true;
            }
        }
        return false;
    }
}
