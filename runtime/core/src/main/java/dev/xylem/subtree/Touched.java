package dev.xylem.subtree;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node below which a commit changed something, as deep as the value that lies there asks for. */
public final class Touched {
    /** Empty until there is one: most are leaves. */
    private Map<String, Touched> children = Map.of();

    private boolean removed;

    /** A node of which nothing is noted yet. */
    public Touched() {}

    /** Notes a child, and returns it. */
    public Touched child(String name) {
        if (children.isEmpty()) {
            children = new LinkedHashMap<>(4);
        }
        return children.computeIfAbsent(name, any -> new Touched());
    }

    /** Notes that the node was removed, be it that it was created again. */
    public void remove() {
        removed = true;
    }

    /** Whether the node was removed, be it that it was created again. */
    boolean removed() {
        return removed;
    }

    /** The names of the children that may have changed. */
    Set<String> names() {
        return children.keySet();
    }

    /** What was touched at and below a child; null for nothing. */
    @Nullable
    Touched at(String name) {
        return children.get(name);
    }
}
