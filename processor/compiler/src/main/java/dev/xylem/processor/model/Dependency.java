package dev.xylem.processor.model;

import java.util.Locale;

/**
 * A parameter of the constructor of a part. Its type is its identity: parts that ask for the same type share one object,
 * one setter of the builder and one factory.
 *
 * @param parameter the name of the parameter in the source; {@code arg0} and so on where a class file has lost it
 * @param visibility from where the type can be used
 */
public record Dependency(String parameter, JavaType type, Visibility visibility, Position position) {
    /** The name of the builder's setter: the simple name of the type with a small first letter, {@code memoryDriver}. */
    public String name() {
        return decapitalized(type.shortName());
    }

    /** A simple name with a small first letter: {@code Balloon} becomes {@code balloon}. */
    public static String decapitalized(String simpleName) {
        return simpleName.substring(0, 1).toLowerCase(Locale.ROOT) + simpleName.substring(1);
    }
}
