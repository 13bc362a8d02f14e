package dev.xylem.store.model;

import java.util.Map;

/** What the application does inside each commit (rules 4 and 5), as a function of the merged tree. */
public interface ModelCycle {
    /** Refuses nothing and publishes nothing. */
    ModelCycle NONE = new ModelCycle() {};

    /** Whether the commit that leads to this tree is refused. */
    default boolean refuses(ModelTree merged) {
        return false;
    }

    /** The published values, by their paths. */
    default Map<String, String> publishes(ModelTree merged) {
        return Map.of();
    }
}
