package dev.xylem.value;

import static dev.xylem.value.Answers.assertDecodes;
import static dev.xylem.value.Answers.assertEncodes;
import static dev.xylem.value.Answers.assertRefused;
import static dev.xylem.value.Answers.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.util.HexFormat;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Booleans, characters, text, bytes and names of constants. */
class TextTest {
    @Test
    void booleans() {
        Function<byte[], Boolean> decoder = Decode::toBoolean;
        assertDecodes(true, decoder, "true", "1");
        assertDecodes(false, decoder, "false", "0");
        String message = "expected true, false, 1 or 0";
        assertRefused(
                message, decoder, "", "True", "TRUE", "FALSE", "yes", "no", "on", "off", "2", "-1", "01", "10", "t");
        assertRefused(
                message, decoder, " true", "true ", "true\n", "1\n", "\0", "1\0", "truefalse", "\uff11", "\u0661");
        assertRefused(message, decoder, new byte[] {(byte) 0xff});
        assertEncodes("true", Encode.of(true));
        assertEncodes("false", Encode.of(false));
    }

    @Test
    void characters() {
        Function<byte[], Character> decoder = Decode::toChar;
        assertDecodes('x', decoder, "x");
        assertDecodes('\0', decoder, "\0");
        assertDecodes('\uffff', decoder, "\uffff");
        assertDecodes(' ', decoder, " ");
        assertRefused("expected exactly one character", decoder, "", "xy", "\ud83d\ude00", "e\u0301");
        assertRefused("expected text in UTF-8", decoder, new byte[] {(byte) 0xc3});
        assertEncodes("\u00e4", Encode.of('\u00e4'));
        assertThrows(ValueException.class, () -> Encode.of('\ud83d'));
    }

    @Test
    void everythingInUtf8IsText() {
        Function<byte[], String> decoder = Decode::toText;
        for (String text : new String[] {"", " ", "\0", "\n", "a\0b", "\ufeffx", "\ud83d\ude00", "\u2028", "\uffff"}) {
            assertDecodes(text, decoder, text);
            assertArrayEquals(utf8(text), Encode.of(text));
        }
        ValueException e = assertThrows(ValueException.class, () -> Encode.of("x\udc00y"));
        assertEquals("a text with half of a surrogate pair has no UTF-8", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // continuation without a lead
                "c3", // truncated
                "c328", // lead without a continuation
                "c080", // overlong NUL
                "c1bf", // overlong
                "e08080", // overlong
                "e282", // truncated
                "eda080", // half of a surrogate pair
                "eda080edb080", // a pair in CESU-8
                "f0808080", // overlong
                "f4908080", // above U+10FFFF
                "f8888080", // five bytes
                "fe",
                "ff",
                "6162ff6364",
            })
    void whatIsNotWellFormedIsRefusedAndNotReplaced(String hex) {
        Function<byte[], String> decoder = Decode::toText;
        assertRefused("expected text in UTF-8", decoder, HexFormat.of().parseHex(hex));
    }

    @Test
    void bytesAreCopiedBothWays() {
        byte[] node = {0, -1, 'x'};
        byte[] value = Decode.toBytes(node);
        assertArrayEquals(node, value);
        assertNotSame(node, value);
        assertArrayEquals(node, Encode.of(value));
        assertNotSame(value, Encode.of(value));
        assertArrayEquals(new byte[0], Decode.toBytes(new byte[0]));
    }

    enum Shade {
        LIGHT,
        dark,
        GRÄU {
            @Override
            public String toString() {
                return "grey";
            }
        }
    }

    enum None {}

    @Test
    void namesOfConstantsAreExact() {
        Function<byte[], Shade> decoder = bytes -> Decode.toEnum(bytes, Shade.values());
        assertDecodes(Shade.LIGHT, decoder, "LIGHT");
        assertDecodes(Shade.dark, decoder, "dark");
        assertDecodes(Shade.GRÄU, decoder, "GRÄU");
        String message = "expected one of LIGHT, dark, GRÄU";
        assertRefused(message, decoder, "", "light", "DARK", " LIGHT", "LIGHT\n", "grey", "0", "GRA\u0308U", "LIGHT\0");
        assertEncodes("GRÄU", Encode.of(Shade.GRÄU));
        assertDecodes(DayOfWeek.MONDAY, bytes -> Decode.toEnum(bytes, DayOfWeek.values()), "MONDAY");
    }

    @Test
    void anEnumWithoutConstantsRefusesEverything() {
        Function<byte[], None> decoder = bytes -> Decode.toEnum(bytes, None.values());
        assertRefused("expected one of (the type has no constants)", decoder, "", "x");
    }
}
