package dev.xylem.check;

/** The store did something else than the model. */
public final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Mismatch(String what, Object expected, Object got) {
        super(what + "\n    expected " + expected + "\n    got      " + got, null, false, false);
    }

    public static void check(String what, Object expected, Object got) {
        if (!expected.equals(got)) {
            throw new Mismatch(what, expected, got);
        }
    }
}
