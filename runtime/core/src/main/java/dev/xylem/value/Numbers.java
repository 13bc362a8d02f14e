package dev.xylem.value;

/** Numbers in text. */
final class Numbers {
    private Numbers() {}

    /** Reads {@code [+-]?[0-9]+} without building a string. */
    static long decimal(byte[] text, long least, long most) {
        int i = 0;
        boolean negative = false;
        if (text.length > 0 && (text[0] == '-' || text[0] == '+')) {
            negative = text[0] == '-';
            i = 1;
        }
        if (i == text.length) {
            throw notANumber(least, most);
        }
        long value = 0; // negative, because that side of the range is the longer one
        for (; i < text.length; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw notANumber(least, most);
            }
            if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
                throw notANumber(least, most);
            }
            value = value * 10 - digit;
        }
        if (!negative) {
            if (value == Long.MIN_VALUE) {
                throw notANumber(least, most);
            }
            value = -value;
        }
        if (value < least || value > most) {
            throw notANumber(least, most);
        }
        return value;
    }

    private static ValueException notANumber(long least, long most) {
        return new ValueException("expected a whole number from " + least + " to " + most);
    }

    /** Checks {@code [+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?}, NaN and [+-]?Infinity, and gives the text back. */
    static String floating(String text) {
        int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        if (text.equals("NaN") || text.startsWith("Infinity", start) && text.length() == start + 8) {
            return text;
        }
        int whole = digits(text, start);
        int point = whole < text.length() && text.charAt(whole) == '.' ? whole + 1 : whole;
        int fraction = digits(text, point);
        boolean mantissa = whole > start || fraction > point;
        int end = fraction;
        if (mantissa && end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int sign = end + 1;
            if (sign < text.length() && (text.charAt(sign) == '-' || text.charAt(sign) == '+')) {
                sign++;
            }
            end = digits(text, sign);
            mantissa = end > sign;
        }
        if (!mantissa || end != text.length()) {
            throw new ValueException("expected a decimal number such as 0.5, -3 or 1e9, NaN or Infinity");
        }
        return text;
    }

    /** Refuses a number of digits that is out of range: only the word means infinity. */
    static void checkInfinite(String text, boolean infinite) {
        if (infinite && !text.endsWith("y")) {
            throw new ValueException("expected a decimal number within the range of the type, or Infinity");
        }
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
