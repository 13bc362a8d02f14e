package dev.xylem.processor.option;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The texts that options give to constants, by their keys. */
public record GivenConstants(Map<String, Given> byKey) {
    /** A text and where it comes from. */
    public record Given(String text, String origin) {}

    public GivenConstants {
        byKey = Map.copyOf(byKey);
    }

    /** What is given for a key. */
    public Optional<Given> of(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** All, in the order of the keys. */
    public Map<String, Given> sorted() {
        return new TreeMap<>(byKey);
    }
}
