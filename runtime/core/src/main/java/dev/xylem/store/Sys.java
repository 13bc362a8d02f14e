package dev.xylem.store;

import java.util.function.Supplier;

/** What is mounted at {@code /sys}, for those who have something to show there. Thread-safe. */
public final class Sys {
    private final Store store;
    private final SysRegion region;

    Sys(Store store, SysRegion region) {
        this.store = store;
        this.region = region;
    }

    /**
     * Shows something as a child of {@code /sys}, in place of what had that name before.
     *
     * @param name a legal name of a node, none of those that the store itself uses
     * @param part called whenever somebody begins to look, which includes the beginning of each transaction; what it
     *     returns is asked for details later. So what commits change should be fixed here (T-2). Must be cheap
     * @throws IllegalArgumentException for a name that the store itself uses, or that is none
     */
    public void add(String name, Supplier<Computed> part) {
        region.add(name, part);
    }

    /**
     * Tells watches of a change that is no commit. Not to be called inside a commit.
     *
     * @param path below {@code /sys}
     */
    public void changed(Path path) {
        store.changed(path);
    }
}
