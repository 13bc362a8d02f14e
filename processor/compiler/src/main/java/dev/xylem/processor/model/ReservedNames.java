package dev.xylem.processor.model;

import java.util.Set;

/** Names that generated classes need for themselves. */
public final class ReservedNames {
    /** Methods without parameters that every object has. */
    public static final Set<String> OBJECT =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    /** What a value may not be called: it would clash in the companion's views, writer or changes. */
    public static final Set<String> VALUE = Set.of("close", "commit", "equals");

    /** What a part may not be called: it would clash in the program, its snapshot, transaction or changes. */
    public static final Set<String> PART = Set.of(
            "builder",
            "changes",
            "close",
            "commit",
            "commitLater",
            "dryRun",
            "effectFailures",
            "equals",
            "explain",
            "exported",
            "main",
            "problems",
            "snapshot",
            "start",
            "store");

    /** What the setter of a dependency may not be called: it would clash in the program's builder. */
    public static final Set<String> DEPENDENCY =
            Set.of("clock", "effects", "equals", "initial", "log", "onEffectFailure", "quotas", "set", "start");

    private ReservedNames() {}
}
