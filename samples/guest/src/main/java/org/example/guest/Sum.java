package org.example.guest;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;

/** The smallest relation: z is the sum of x and y, whoever changes them. */
@Part
public abstract class Sum {
    @Input(value = "x", orElse = "0")
    abstract int x();

    @Input(value = "y", orElse = "0")
    abstract int y();

    @Derived
    static int z(int x, int y) {
        return Math.addExact(x, y);
    }
}
