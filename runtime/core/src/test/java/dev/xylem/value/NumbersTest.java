package dev.xylem.value;

import static dev.xylem.value.Answers.assertDecodes;
import static dev.xylem.value.Answers.assertEncodes;
import static dev.xylem.value.Answers.assertRefused;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final String FLOATING = "expected a decimal number such as 0.5, -3 or 1e9, NaN or Infinity";
    private static final String INFINITE = "expected a decimal number within the range of the type, or Infinity";
    private static final String[] NO_NUMBERS = {
        "",
        "+",
        "-",
        "--1",
        "+-1",
        "-+1",
        " 1",
        "1 ",
        "1\n",
        "\t1",
        "1\0",
        "\0",
        "1.",
        "1.0",
        "1e3",
        "0x10",
        "1_000",
        "1,000",
        "1L",
        "null",
        "true",
        "banana",
        "\u0661",
        "\uff11",
        "\u0967",
        "\u22121",
        "\u00b2",
        "1\u0661",
        "\ufeff1",
        "\ud835\udfcf",
    };

    @Test
    void longs() {
        Function<byte[], Long> decoder = Decode::toLong;
        assertDecodes(0L, decoder, "0", "-0", "+0", "000", "-000");
        assertDecodes(7L, decoder, "7", "+7", "007", "0".repeat(10_000) + "7");
        assertDecodes(Long.MAX_VALUE, decoder, "9223372036854775807", "+9223372036854775807");
        assertDecodes(Long.MIN_VALUE, decoder, "-9223372036854775808", "-009223372036854775808");
        String message = "expected a whole number from -9223372036854775808 to 9223372036854775807";
        assertRefused(message, decoder, NO_NUMBERS);
        assertRefused(message, decoder, "9223372036854775808", "-9223372036854775809", "9223372036854775810");
        assertRefused(message, decoder, "-9223372036854775818", "18446744073709551616", "99999999999999999999");
        assertRefused(message, decoder, new byte[] {'1', (byte) 0xff});
        assertRefused(message, decoder, new byte[] {(byte) ('1' + 128)});
    }

    @Test
    void ints() {
        Function<byte[], Integer> decoder = Decode::toInt;
        assertDecodes(Integer.MAX_VALUE, decoder, "2147483647", "+2147483647");
        assertDecodes(Integer.MIN_VALUE, decoder, "-2147483648");
        String message = "expected a whole number from -2147483648 to 2147483647";
        assertRefused(message, decoder, NO_NUMBERS);
        assertRefused(message, decoder, "2147483648", "-2147483649", "4294967296", "9223372036854775808");
    }

    @Test
    void shorts() {
        Function<byte[], Short> decoder = Decode::toShort;
        assertDecodes(Short.MAX_VALUE, decoder, "32767");
        assertDecodes(Short.MIN_VALUE, decoder, "-32768");
        String message = "expected a whole number from -32768 to 32767";
        assertRefused(message, decoder, NO_NUMBERS);
        assertRefused(message, decoder, "32768", "-32769", "65536", "9223372036854775808");
    }

    @Test
    void bytes() {
        Function<byte[], Byte> decoder = Decode::toByte;
        assertDecodes(Byte.MAX_VALUE, decoder, "127");
        assertDecodes(Byte.MIN_VALUE, decoder, "-128");
        String message = "expected a whole number from -128 to 127";
        assertRefused(message, decoder, NO_NUMBERS);
        assertRefused(message, decoder, "128", "-129", "255", "256");
    }

    @Test
    void doubles() {
        Function<byte[], Double> decoder = Decode::toDouble;
        assertDecodes(0.0, decoder, "0", "+0", ".0", "0.", "0e99999", "1e-400", "0.0000");
        assertDecodes(-0.0, decoder, "-0", "-0.0", "-1e-400", "-.0");
        assertDecodes(0.5, decoder, "0.5", ".5", "+.5", "5e-1", "5E-1", "0.05e+1", "000.5000");
        assertDecodes(-3.0, decoder, "-3", "-3.", "-3.0", "-0.3e1");
        assertDecodes(Double.MAX_VALUE, decoder, "1.7976931348623157e308");
        assertDecodes(Double.MIN_VALUE, decoder, "4.9E-324");
        assertDecodes(Double.NaN, decoder, "NaN");
        assertDecodes(Double.POSITIVE_INFINITY, decoder, "Infinity", "+Infinity");
        assertDecodes(Double.NEGATIVE_INFINITY, decoder, "-Infinity");
        assertNoFloating(decoder);
        assertRefused(INFINITE, decoder, "1e309", "-1e309", "1.8e308", "1e99999999999", "9".repeat(400));
    }

    @Test
    void floats() {
        Function<byte[], Float> decoder = Decode::toFloat;
        assertDecodes(0.1f, decoder, "0.1", "1e-1");
        assertDecodes(Float.MAX_VALUE, decoder, "3.4028235e38");
        assertDecodes(Float.MIN_VALUE, decoder, "1.4e-45");
        assertDecodes(Float.NaN, decoder, "NaN");
        assertDecodes(Float.NEGATIVE_INFINITY, decoder, "-Infinity");
        // Rounded once: by way of double this would become 1.0.
        assertDecodes(Math.nextUp(1f), decoder, "1.00000005960464477540");
        assertNoFloating(decoder);
        assertRefused(INFINITE, decoder, "1e39", "-3.5e38");
    }

    private static void assertNoFloating(Function<byte[], ?> decoder) {
        assertRefused(FLOATING, decoder, "", "+", "-", ".", "-.", "e1", ".e1", "1e", "1e+", "1e1.5", "1..2", "1.2.3");
        assertRefused(
                FLOATING, decoder, " 1", "1 ", "1\n", "1\0", "1f", "1d", "1D", "0x1p3", "1_0", "1,5", "\u0661",
                "\uff11");
        assertRefused(
                FLOATING,
                decoder,
                "nan",
                "NAN",
                "-NaN",
                "+NaN",
                "infinity",
                "inf",
                "Infinity ",
                "--Infinity",
                "Infinityy");
        assertRefused("expected text in UTF-8", decoder, new byte[] {'1', (byte) 0x80});
    }

    @Test
    void encoding() {
        assertEncodes("-9223372036854775808", Encode.of(Long.MIN_VALUE));
        assertEncodes("-2147483648", Encode.of(Integer.MIN_VALUE));
        assertEncodes("0.1", Encode.of(0.1f));
        assertEncodes("1.0E10", Encode.of(1e10));
        assertEncodes("-0.0", Encode.of(-0.0));
        assertEncodes("NaN", Encode.of(Double.NaN));
        assertEncodes("-Infinity", Encode.of(Float.NEGATIVE_INFINITY));
    }
}
