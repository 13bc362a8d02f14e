package dev.xylem.processor.model;

import java.util.List;

/**
 * The name of a class or interface.
 *
 * @param packageName the package, empty for the unnamed one
 * @param simpleNames the simple names from the outermost class inwards, at least one
 */
public record ClassId(String packageName, List<String> simpleNames) implements Comparable<ClassId> {
    public ClassId {
        simpleNames = List.copyOf(simpleNames);
        if (simpleNames.isEmpty()) {
            throw new IllegalArgumentException("a class has a simple name");
        }
    }

    /** A top-level class. */
    public static ClassId of(String packageName, String simpleName) {
        return new ClassId(packageName, List.of(simpleName));
    }

    /** The innermost name: {@code Entry} of {@code java.util.Map.Entry}. */
    public String simpleName() {
        return simpleNames.get(simpleNames.size() - 1);
    }

    /** The simple names joined by a text: with {@code "_"} the stem of generated classes. */
    public String joined(String separator) {
        return String.join(separator, simpleNames);
    }

    /** The name as source code spells it: {@code java.util.Map.Entry}. */
    public String canonical() {
        String path = joined(".");
        return packageName.isEmpty() ? path : packageName + "." + path;
    }

    /** The generated subclass of a part: {@code Outer_Balloon_Xylem}, top-level, in the same package. */
    public ClassId companion() {
        return of(packageName, joined("_") + "_Xylem");
    }

    /** The generated program of an application: {@code XylemOuter_Guest}, top-level, in the same package. */
    public ClassId program() {
        return of(packageName, "Xylem" + joined("_"));
    }

    @Override
    public int compareTo(ClassId other) {
        return canonical().compareTo(other.canonical());
    }

    @Override
    public String toString() {
        return canonical();
    }
}
