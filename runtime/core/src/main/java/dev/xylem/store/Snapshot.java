package dev.xylem.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a store after one commit. Immutable, apart from mounted regions, which are looked at as they are. */
public final class Snapshot extends View {
    private final long number;
    private final Node root;
    private final Node specials;
    private final Usage usage;

    Snapshot(Mounts mounts, long number, Node root, Node specials, Usage usage) {
        super(mounts);
        this.number = number;
        this.root = root;
        this.specials = specials;
        this.usage = usage;
    }

    /** The number of the commit; 0 before the first. */
    public long number() {
        return number;
    }

    /** The root of the embedded tree. */
    @Override
    public Node root() {
        return root;
    }

    /** A node, mounted regions and special nodes included, or null. No access check. */
    public @Nullable Node node(Path path) {
        return find(path);
    }

    /**
     * Whether no region is mounted at a path, above or below: then the children of its node are those that {@link #node}
     * finds at their own paths.
     */
    public boolean unmounted(Path path) {
        return mounts.covering(path) == 0 && !mounts.anyWithin(path);
    }

    /** How many nodes each principal owns, special nodes included. */
    public Map<Principal, Integer> usage() {
        return usage.asMap();
    }

    Usage counters() {
        return usage;
    }

    @Override
    Node specials() {
        return specials;
    }

    @Override
    Region.View mounted(int mount) {
        return mounts.region(mount).view(this);
    }
}
