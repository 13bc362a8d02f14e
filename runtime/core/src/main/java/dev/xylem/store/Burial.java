package dev.xylem.store;

import dev.xylem.Problem;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a principal owned, with everything below, whoever owns that. What cannot be removed becomes the
 * program's: the root, what leads to a mounted region or to something published, and what the application cannot do without.
 * Looks only into subtrees with several owners, with a stack of its own, and stops when nothing is left. Used under the
 * commit lock, once.
 */
final class Burial {
    /** How often the application may name something more that it needs. */
    private static final int PATIENCE = 64;

    private record Place(Node node, Path path) {}

    private final Principal dead;
    private final Principal heir;
    private final Owned owned;
    private final Set<Path> needed = new HashSet<>();

    Burial(Principal dead, Principal heir, Owned owned) {
        this.dead = dead;
        this.heir = heir;
        this.owned = owned;
    }

    /**
     * Commits the removal. It takes effect also when the application refuses it: then without the application, which is
     * reported as every refusal is.
     *
     * @param home where to look first
     * @param by the program
     * @return whether there was anything to remove
     */
    boolean commit(Working scratch, Committer committer, Path home, Actor by) {
        Snapshot now = committer.state();
        if (now.counters().of(dead) == 0) {
            return false;
        }
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            scratch.begin(now, now.number() + 1);
            remove(scratch, home);
            try {
                committer.commit(scratch, by);
                return true;
            } catch (RefusedException e) {
                if (!learn(e, now)) {
                    break;
                }
            } catch (StoreException e) {
                break;
            }
        }
        scratch.begin(now, now.number() + 1);
        remove(scratch, home);
        committer.force(scratch, by);
        return true;
    }

    /** Notes which nodes the application cannot do without; whether that is more than was known. */
    private boolean learn(RefusedException refusal, Snapshot now) {
        boolean more = false;
        for (Problem problem : refusal.problems()) {
            Path path = existing(problem.path(), now);
            more |= path != null && needed.add(path);
        }
        return more;
    }

    private static @Nullable Path existing(String text, Snapshot now) {
        try {
            Path path = Path.parse(text, Path.ROOT);
            return now.find(path) == null ? null : path;
        } catch (StoreException e) {
            return null;
        }
    }

    private void remove(Working tree, Path home) {
        Node start = tree.base().find(home);
        if (start != null && tree.mounts.covering(home) == 0) {
            removeBelow(tree, new Place(start, home));
        }
        removeBelow(tree, new Place(tree.base().root(), Path.ROOT));
        for (String name : tree.specials().names()) {
            Path special = Path.of(name);
            if (tree.descend(special) == special.depth()) {
                inherit(tree, special);
            }
        }
    }

    private void removeBelow(Working tree, Place top) {
        ArrayDeque<Place> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty() && tree.usage().of(dead) > 0) {
            Place place = open.pop();
            Node node = place.node();
            Path path = place.path();
            boolean dies = node.acl().owner().equals(dead);
            if (!dies && node.uniform()) {
                continue;
            }
            if (dies && tree.descend(path) < path.depth()) {
                // Gone already, with something above it or when the home was searched.
                continue;
            }
            if (dies && removable(tree, path)) {
                tree.remove(path);
                continue;
            }
            if (dies) {
                inherit(tree, path);
            }
            for (String name : node.names()) {
                Node child = node.child(name);
                if (child != null && (!child.uniform() || child.acl().owner().equals(dead))) {
                    open.push(new Place(child, path.child(name)));
                }
            }
        }
    }

    private boolean removable(Working tree, Path path) {
        return path.depth() > 0
                && !owned.anyWithin(path)
                && !tree.mounts.anyWithin(path)
                && needed.stream().noneMatch(one -> one.isWithin(path));
    }

    /** Gives the node that was descended to to the program, closed to others as the program's nodes are. */
    private void inherit(Working tree, Path path) {
        if (tree.passed(path.depth()).acl().owner().equals(dead)) {
            tree.setAcl(path, Acl.of(heir, 'n'));
        }
    }
}
