package dev.xylem.graph;

/** What the accessors of a part throw when the part calls them itself. */
public final class Untracked {
    private Untracked() {}

    /** The failure for a value that the program was synthesised without. */
    public static IllegalStateException off(String value, String key) {
        return new IllegalStateException(value + " is switched off in this program by the constant " + key
                + ", which was fixed when the program was synthesised");
    }

    /** The failure for a call of {@code part.value()} inside the part. */
    public static IllegalStateException value(String part, String value, String type) {
        return new IllegalStateException(
                part + "." + value + "() was called inside the part: what a method reads, it names as"
                        + " a parameter. Add the parameter \"" + type + " " + value + "\" to the method that needs it");
    }
}
