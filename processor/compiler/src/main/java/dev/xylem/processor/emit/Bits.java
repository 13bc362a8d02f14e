package dev.xylem.processor.emit;

/** Literals for change bits. */
final class Bits {
    private Bits() {}

    /** A mask as a hexadecimal literal: {@code 0x4L}. */
    static String literal(long mask) {
        return "0x" + Long.toHexString(mask) + "L";
    }
}
