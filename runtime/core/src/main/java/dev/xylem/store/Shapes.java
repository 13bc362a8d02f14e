package dev.xylem.store;

import java.util.Arrays;

/**
 * Lets directories with the same names share one shape: the homes of a thousand guests look alike, and their names then stay
 * in the processor's cache. Forgets whatever it has no room for; nothing depends on whether a shape is shared, so that
 * threads that overwrite each other's entries do no harm.
 */
final class Shapes {
    private static final int SIZE = 512;

    private final Shape[] known = new Shape[SIZE];

    Shapes() {
        Arrays.fill(known, Shape.EMPTY);
    }

    /** A shape with the same names. */
    Shape shared(Shape shape) {
        int slot = shape.hash() & SIZE - 1;
        Shape found = known[slot];
        if (found.sameNames(shape)) {
            return found;
        }
        known[slot] = shape;
        return shape;
    }
}
