package dev.xylem.graph;

import java.util.List;
import java.util.stream.LongStream;

/** The seeds of random checks: always the same, or the one that {@code -Dxylem.check.seed} names. */
final class Seeds {
    private Seeds() {}

    static List<Long> upTo(int cases) {
        Long only = Long.getLong("xylem.check.seed");
        return only != null ? List.of(only) : LongStream.range(0, cases).boxed().toList();
    }

    static String name(long seed) {
        return "seed " + seed + " (again: -Dxylem.check.seed=" + seed + ")";
    }
}
