package dev.xylem;

import java.util.List;

/**
 * An amount of bytes. Its text is a whole number and a unit, {@code 64KiB} or {@code 10MB}: units with an {@code i} are
 * powers of 1024, the others powers of 1000. The unit is required.
 *
 * @param bytes the amount, not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final String EXPECTED =
            "expected a whole number with a unit of B, KB, MB, GB, TB, PB, KiB, MiB, GiB, TiB or PiB, such as 64KiB";

    private record Unit(String symbol, long bytes) {}

    private static final List<Unit> BINARY = List.of(
            new Unit("PiB", 1L << 50),
            new Unit("TiB", 1L << 40),
            new Unit("GiB", 1L << 30),
            new Unit("MiB", 1L << 20),
            new Unit("KiB", 1L << 10),
            new Unit("B", 1));
    private static final List<Unit> DECIMAL = List.of(
            new Unit("PB", 1_000_000_000_000_000L),
            new Unit("TB", 1_000_000_000_000L),
            new Unit("GB", 1_000_000_000L),
            new Unit("MB", 1_000_000L),
            new Unit("KB", 1_000L),
            new Unit("kB", 1_000L));

    /** Rejects a negative amount. */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("an amount of bytes is not negative: " + bytes);
        }
    }

    /**
     * Reads a text such as {@code 64KiB}.
     *
     * @throws IllegalArgumentException when the text is no amount; the message does not quote it
     */
    public static ByteSize parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        String symbol = text.substring(digits);
        if (digits == 0) {
            throw new IllegalArgumentException(EXPECTED);
        }
        for (List<Unit> units : List.of(BINARY, DECIMAL)) {
            for (Unit unit : units) {
                if (unit.symbol().equals(symbol)) {
                    return times(text.substring(0, digits), unit);
                }
            }
        }
        throw new IllegalArgumentException(EXPECTED);
    }

    private static ByteSize times(String number, Unit unit) {
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(number), unit.bytes()));
        } catch (ArithmeticException | NumberFormatException e) {
            // Without the cause, which quotes the text.
            throw new IllegalArgumentException("expected at most " + Long.MAX_VALUE + " bytes");
        }
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The exact amount in the largest binary unit of which it is a multiple: {@code 64KiB}; {@code parse} reads it. */
    @Override
    public String toString() {
        for (Unit unit : BINARY) {
            if (bytes != 0 && bytes % unit.bytes() == 0) {
                return bytes / unit.bytes() + unit.symbol();
            }
        }
        return "0B";
    }
}
