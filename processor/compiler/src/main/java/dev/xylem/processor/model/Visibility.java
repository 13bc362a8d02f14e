package dev.xylem.processor.model;

/** From where a declaration can be used, its enclosing classes included. Protected counts as {@link #PACKAGE}. */
public enum Visibility {
    PUBLIC,
    PACKAGE,
    PRIVATE;

    /** The narrower of two. */
    public Visibility and(Visibility other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
