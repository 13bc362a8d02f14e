package dev.xylem.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All watches by path, as a tree of names: what a change concerns is found along its path, whatever else is watched. Used
 * under the commit lock.
 */
final class WatchIndex {
    /** A watched path, or one on the way to it. */
    static final class Spot {
        private final @Nullable Spot above;
        private final String name;
        private final Map<String, Spot> below = new HashMap<>(4);
        private final List<Watch> watches = new ArrayList<>(1);

        private Spot(@Nullable Spot above, String name) {
            this.above = above;
            this.name = name;
        }

        String name() {
            return name;
        }

        List<Watch> watches() {
            return watches;
        }

        Iterable<Spot> spotsBelow() {
            return below.values();
        }

        @Nullable
        Spot below(String child) {
            return below.get(child);
        }
    }

    private final Spot root = new Spot(null, "");
    private final Spot specials = new Spot(null, "");
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Where absolute paths, or special names, begin. */
    Spot top(boolean special) {
        return special ? specials : root;
    }

    /** The spot of a path, or null when nothing is watched there or below. */
    @Nullable
    Spot find(Path path) {
        Spot spot = top(path.special());
        for (int i = 0; i < path.depth() && spot != null; i++) {
            spot = spot.below.get(path.name(i));
        }
        return spot;
    }

    /** Whether any watch hears of changes at or below a path. */
    boolean concerns(Path path) {
        Spot spot = top(path.special());
        for (int i = 0; i < path.depth(); i++) {
            if (!spot.watches.isEmpty()) {
                return true;
            }
            spot = spot.below.get(path.name(i));
            if (spot == null) {
                return false;
            }
        }
        return true;
    }

    void add(Watch watch) {
        Path path = watch.path;
        Spot spot = top(path.special());
        for (int i = 0; i < path.depth(); i++) {
            Spot above = spot;
            spot = spot.below.computeIfAbsent(path.name(i), name -> new Spot(above, name));
        }
        spot.watches.add(watch);
        size++;
    }

    void remove(Watch watch) {
        Spot spot = find(watch.path);
        if (spot == null || !spot.watches.remove(watch)) {
            return;
        }
        size--;
        while (spot.above != null && spot.watches.isEmpty() && spot.below.isEmpty()) {
            spot.above.below.remove(spot.name);
            spot = spot.above;
        }
    }
}
