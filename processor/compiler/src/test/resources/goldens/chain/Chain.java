package app;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;

/** A chain that is longer than what fits into fields. */
@Part
public abstract class Chain {
    @Input("s")
    abstract int c0();

    @Derived
    static int c1(int c0) {
        return c0 + 1;
    }

    @Derived
    static int c2(int c1) {
        return c1 + 1;
    }

    @Derived
    static int c3(int c2) {
        return c2 + 1;
    }

    @Derived
    static int c4(int c3) {
        return c3 + 1;
    }

    @Derived
    static int c5(int c4) {
        return c4 + 1;
    }

    @Derived
    static int c6(int c5) {
        return c5 + 1;
    }

    @Derived
    static int c7(int c6) {
        return c6 + 1;
    }

    @Derived
    static int c8(int c7) {
        return c7 + 1;
    }

    @Derived
    static int c9(int c8) {
        return c8 + 1;
    }

    @Derived
    static int c10(int c9) {
        return c9 + 1;
    }

    @Derived
    static int c11(int c10) {
        return c10 + 1;
    }

    @Derived
    static int c12(int c11) {
        return c11 + 1;
    }

    @Derived
    static int c13(int c12) {
        return c12 + 1;
    }

    @Derived
    static int c14(int c13) {
        return c13 + 1;
    }

    @Derived
    static int c15(int c14) {
        return c14 + 1;
    }

    @Derived
    static int c16(int c15) {
        return c15 + 1;
    }

    @Derived
    static int c17(int c16) {
        return c16 + 1;
    }

    @Derived
    static int c18(int c17) {
        return c17 + 1;
    }

    @Derived
    static int c19(int c18) {
        return c18 + 1;
    }

    @Derived
    static int c20(int c19) {
        return c19 + 1;
    }

    @Derived
    static int c21(int c20) {
        return c20 + 1;
    }

    @Derived
    static int c22(int c21) {
        return c21 + 1;
    }

    @Derived
    static int c23(int c22) {
        return c22 + 1;
    }

    @Derived
    static int c24(int c23) {
        return c23 + 1;
    }

    @Derived
    static int c25(int c24) {
        return c24 + 1;
    }

    @Derived
    static int c26(int c25) {
        return c25 + 1;
    }

    @Derived
    static int c27(int c26) {
        return c26 + 1;
    }

    @Derived
    static int c28(int c27) {
        return c27 + 1;
    }

    @Derived
    static int c29(int c28) {
        return c28 + 1;
    }

    @Derived
    static int c30(int c29) {
        return c29 + 1;
    }

    @Effect
    static void show(int c30) {}
}
