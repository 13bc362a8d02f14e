package dev.xylem.store.check;

/** The store did something else than the model. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String what, Object expected, Object got) {
        super(what + "\n    expected " + expected + "\n    got      " + got, null, false, false);
    }

    static void check(String what, Object expected, Object got) {
        if (!expected.equals(got)) {
            throw new Mismatch(what, expected, got);
        }
    }
}
