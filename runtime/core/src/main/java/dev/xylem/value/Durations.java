package dev.xylem.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations in text. */
final class Durations {
    private static final String EXPECTED =
            "expected a duration: ISO-8601 such as PT1H30M, or a whole number with a unit of ns, us, ms, s, m, min, h or d,"
                    + " such as 10s";

    private Durations() {}

    static Duration parse(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int digits = start;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        try {
            if (digits > start) {
                return Duration.of(Long.parseLong(text.substring(0, digits)), unit(text.substring(digits)));
            }
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new ValueException(EXPECTED);
        }
    }

    private static ChronoUnit unit(String symbol) {
        return switch (symbol) {
            case "ns" -> ChronoUnit.NANOS;
            case "us" -> ChronoUnit.MICROS;
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m", "min" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            default -> throw new ValueException(EXPECTED);
        };
    }
}
