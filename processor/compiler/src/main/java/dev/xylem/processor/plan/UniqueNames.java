package dev.xylem.processor.plan;

import java.util.HashSet;
import java.util.Set;

/** Makes Java identifiers of joined names; a number tells apart what would collide. */
final class UniqueNames {
    private final Set<String> taken = new HashSet<>();

    /** {@code part_value}, or {@code part_value_2} where that is taken. */
    String of(String part, String value) {
        String wanted = part + "_" + value;
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
