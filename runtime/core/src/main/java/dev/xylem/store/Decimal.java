package dev.xylem.store;

/** Strict decimal numbers: digits only, and in range. */
final class Decimal {
    private Decimal() {}

    /** An unsigned number of at most {@code max}. */
    static long parse(String digits, long max) throws StoreException {
        if (Names.isNumber(digits) && digits.length() <= 10) {
            long value = Long.parseLong(digits);
            if (value <= max) {
                return value;
            }
        }
        throw new StoreException(Errno.EINVAL, null, "expected a decimal number from 0 to " + max);
    }
}
