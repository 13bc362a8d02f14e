package dev.xylem.store;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells watches what a commit changed, as far as the watchers may see it (V-4 to V-7, V-12). Used under the commit lock. */
final class WatchFiring {
    private final WatchIndex index;
    private final AccessLog log;

    WatchFiring(WatchIndex index, AccessLog log) {
        this.index = index;
        this.log = log;
    }

    /** Announces all changes of a commit, in order, and then those of mounted regions. */
    void fire(Snapshot before, Snapshot after, Changes changes) {
        if (index.isEmpty()) {
            return;
        }
        for (int i = 0; i < changes.size(); i++) {
            Path path = changes.path(i);
            if (changes.implicit(i) || path.special()) {
                continue;
            }
            switch (changes.kind(i)) {
                case WRITTEN -> changed(path, after, null);
                case ACL -> changed(path, after, before);
                case REMOVED -> removed(path, before);
            }
        }
        Mounts mounts = after.mounts;
        for (int i = 0; i < mounts.count(); i++) {
            if (!index.concerns(mounts.at(i))) {
                continue;
            }
            mounts.region(i).changed(before, after, path -> changed(path, after, null));
        }
    }

    /** Announces a change that is no commit, in a mounted region. */
    void fire(Path path, Snapshot now) {
        if (!index.isEmpty()) {
            changed(path, now, null);
        }
    }

    /**
     * Announces that something happened to domains (V-10). A watch of the special node with depth 1 is told of each of them,
     * one without hears of all of them once; a watch of one domain hears of that.
     */
    void fire(Path special, int[] domains, Snapshot now) {
        WatchIndex.Spot spot = index.find(special);
        Node node = now.find(special);
        if (spot == null || node == null) {
            return;
        }
        for (Watch watch : spot.watches()) {
            if (!watch.session.actor().may(Acl.READ, node)) {
                continue;
            }
            if (!watch.covers(1) || watch.covers(2)) {
                deliver(watch, special);
                continue;
            }
            for (int domain : domains) {
                deliver(watch, special.child(Integer.toString(domain)));
            }
        }
        for (int domain : domains) {
            WatchIndex.Spot one = spot.below(Integer.toString(domain));
            for (Watch watch : one == null ? List.<Watch>of() : one.watches()) {
                if (watch.session.actor().may(Acl.READ, node)) {
                    deliver(watch, watch.path);
                }
            }
        }
    }

    /** Announces a path that was written, or whose permissions changed: then it may be visible in either state. */
    private void changed(Path path, Snapshot after, @Nullable Snapshot before) {
        if (after.find(path) == null) {
            return;
        }
        announce(path, after, before);
    }

    private void removed(Path path, Snapshot before) {
        Node node = before.find(path);
        if (node == null) {
            // Created and removed by one transaction: nobody saw it.
            return;
        }
        announce(path, before, null);
        WatchIndex.Spot spot = index.find(path);
        if (spot != null) {
            announceBelow(spot, node);
        }
    }

    /** Tells all watches at a path and above it. */
    private void announce(Path path, Snapshot state, @Nullable Snapshot also) {
        WatchIndex.Spot spot = index.top(false);
        int depth = path.depth();
        for (int i = 0; spot != null; i++) {
            for (Watch watch : spot.watches()) {
                if (watch.covers(depth - i)
                        && (visible(watch, path, state) || (also != null && visible(watch, path, also)))) {
                    deliver(watch, path);
                }
            }
            if (i == depth) {
                return;
            }
            spot = spot.below(path.name(i));
        }
    }

    /** Tells the watches that are exactly on a removed node: walks the watches and the removed tree side by side. */
    private void announceBelow(WatchIndex.Spot top, Node removed) {
        record Pair(WatchIndex.Spot spot, Node node) {}
        ArrayDeque<Pair> open = new ArrayDeque<>();
        open.push(new Pair(top, removed));
        while (!open.isEmpty()) {
            Pair above = open.pop();
            for (WatchIndex.Spot spot : above.spot().spotsBelow()) {
                Node node = above.node().child(spot.name());
                if (node == null) {
                    continue;
                }
                for (Watch watch : spot.watches()) {
                    Actor actor = watch.session.actor();
                    if (actor.may(Acl.READ, node) || actor.may(Acl.READ, above.node())) {
                        deliver(watch, watch.path);
                    }
                }
                open.push(new Pair(spot, node));
            }
        }
    }

    /** V-7: the watcher can read the node or its parent. */
    private static boolean visible(Watch watch, Path path, Snapshot state) {
        Actor actor = watch.session.actor();
        if (actor.privileged) {
            return true;
        }
        Node node = state.find(path);
        if (node == null) {
            return false;
        }
        if (actor.may(Acl.READ, node)) {
            return true;
        }
        Node parent = path.depth() == 0 ? null : state.find(path.parent());
        return parent != null && actor.may(Acl.READ, parent);
    }

    /** Hands one event to the session of a watch. */
    void deliver(Watch watch, Path path) {
        try {
            watch.session.sink().event(watch.report(path), watch.token);
        } catch (RuntimeException | Error e) {
            log.failure("a receiver of watch events failed; the event at " + path + " is lost", e);
        }
    }
}
