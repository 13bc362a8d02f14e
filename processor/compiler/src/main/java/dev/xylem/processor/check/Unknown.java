package dev.xylem.processor.check;

import dev.xylem.processor.option.GivenConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A constant that is given, but that no application of the compilation has. */
public record Unknown(String what, String mend) {
    /** All of them, in the order of their keys. */
    public static List<Unknown> constants(GivenConstants given, Set<String> keys) {
        List<Unknown> unknown = new ArrayList<>();
        given.sorted().forEach((key, text) -> {
            if (!keys.contains(key)) {
                unknown.add(new Unknown(
                        "No application has the constant " + Names.printable(key) + ", which is given by "
                                + text.origin() + "."
                                + Words.nearest(key, keys)
                                        .map(near -> " Did you mean " + near + "?")
                                        .orElse(""),
                        keys.isEmpty()
                                ? "take it away; no part declares a constant."
                                : "correct it or take it away; the constants are " + Words.some(List.copyOf(keys))
                                        + "."));
            }
        });
        return unknown;
    }
}
