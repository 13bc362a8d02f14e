package dev.xylem.benchmarks.guest;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;

/** Ten values, and their sum for others to read. */
@Part
abstract class Ten {
    @Input("v0")
    abstract int v0();

    @Input("v1")
    abstract int v1();

    @Input("v2")
    abstract int v2();

    @Input("v3")
    abstract int v3();

    @Input("v4")
    abstract int v4();

    @Input("v5")
    abstract int v5();

    @Input("v6")
    abstract int v6();

    @Input("v7")
    abstract int v7();

    @Input("v8")
    abstract int v8();

    @Input("v9")
    abstract int v9();

    @Derived
    @Publish("sum")
    static int sum(int v0, int v1, int v2, int v3, int v4, int v5, int v6, int v7, int v8, int v9) {
        return v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9;
    }
}
