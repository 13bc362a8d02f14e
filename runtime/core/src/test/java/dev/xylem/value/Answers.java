package dev.xylem.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Function;

/** What decoders answer, in the few words that a table of edges needs. */
final class Answers {
    private Answers() {}

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** The rule and the message with which a text is refused; both are the same where nothing of the text is quoted. */
    static void assertRefused(String message, Function<byte[], ?> decoder, byte[] text) {
        ValueException e = assertThrows(ValueException.class, () -> decoder.apply(text));
        assertEquals(message, e.getMessage());
        assertEquals(message, e.rule());
    }

    static void assertRefused(String message, Function<byte[], ?> decoder, String... texts) {
        for (String text : texts) {
            ValueException e =
                    assertThrows(ValueException.class, () -> decoder.apply(utf8(text)), () -> '"' + text + '"');
            assertEquals(message, e.getMessage(), () -> '"' + text + '"');
            assertEquals(message, e.rule());
        }
    }

    static <T> void assertDecodes(T expected, Function<byte[], T> decoder, String... texts) {
        for (String text : texts) {
            assertEquals(expected, decoder.apply(utf8(text)), () -> '"' + text + '"');
        }
    }

    static void assertEncodes(String expected, byte[] text) {
        assertEquals(expected, new String(text, UTF_8));
    }
}
