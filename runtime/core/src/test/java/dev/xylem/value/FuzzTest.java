package dev.xylem.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every decoder against arbitrary bytes: a value that reads back, or a {@link ValueException} whose rule says nothing of the
 * text. The time limit only ends a decoder that hangs.
 */
@Timeout(120)
class FuzzTest {
    private static final int CASES = 5_000;
    private static final int HUGE = 1 << 16;

    /** Pieces of valid texts, and what looks like them: digits of other scripts, NUL, line ends, broken UTF-8. */
    private static final byte[][] PIECES = {
        text("0"),
        text("1"),
        text("9"),
        text("-"),
        text("+"),
        text("."),
        text(","),
        text(":"),
        text("::"),
        text("%"),
        text("e"),
        text("E"),
        text("f"),
        text("0x1p3"),
        text("1_0"),
        text("NaN"),
        text("Infinity"),
        text("null"),
        text("PT"),
        text("P"),
        text("T"),
        text("D"),
        text("H"),
        text("S"),
        text("s"),
        text("ms"),
        text("h"),
        text("KiB"),
        text("KB"),
        text("B"),
        text("true"),
        text("false"),
        text("MONDAY"),
        text("#"),
        text("/"),
        text("//"),
        text("?"),
        text("["),
        text("]"),
        text("http:"),
        text(" "),
        text("\t"),
        text("\n"),
        text("\r"),
        text("\0"),
        text("\u0661"),
        text("\uff11"),
        text("\u0967"),
        text("\u2212"),
        text("\ufeff"),
        text("\u00e4"),
        text("\u212a"),
        text("\u017f"),
        text("\u2028"),
        text("\ud83d\ude00"),
        text("9223372036854775807"),
        text("99999999999999999999"),
        text("255"),
        text("256"),
        text("00"),
        text("fe80"),
        text("12345678-9abc-def0-"),
        {(byte) 0xff},
        {(byte) 0x80},
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xc3},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xe2, (byte) 0x82},
    };

    static List<Kind<?>> kinds() {
        return Kind.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void arbitraryBytesAreAValueOrAnAnswer(Kind<T> kind) {
        Set<String> rules = new TreeSet<>();
        for (long seed : Seeds.upTo(CASES)) {
            check(kind, bytes(kind, new Random(seed)), rules, Seeds.name(seed));
        }
        assertFewRules(kind, rules);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void hugeTextsAreAValueOrAnAnswer(Kind<T> kind) {
        Set<String> rules = new TreeSet<>();
        for (byte[] piece : PIECES) {
            byte[] repeated = new byte[HUGE / piece.length * piece.length];
            for (int i = 0; i < repeated.length; i++) {
                repeated[i] = piece[i % piece.length];
            }
            String name = "64 KiB of " + HexFormat.of().formatHex(piece);
            check(kind, repeated, rules, name);
            check(kind, join(kind.encode().apply(kind.random().apply(new Random(1))), repeated), rules, name);
            check(kind, join(text("PT"), repeated), rules, name);
        }
        assertFewRules(kind, rules);
    }

    private static <T> void check(Kind<T> kind, byte[] bytes, Set<String> rules, String name) {
        byte[] before = bytes.clone();
        try {
            T value = kind.decode().apply(bytes);
            T back = kind.decode().apply(kind.encode().apply(value));
            assertTrue(Objects.deepEquals(value, back), "does not read back");
        } catch (ValueException e) {
            rules.add(e.rule());
            assertEquals(0, e.getStackTrace().length, "an answer to untrusted bytes costs no stack trace");
            if (!e.getMessage().startsWith(e.rule())) {
                fail("the message begins with the rule");
            }
        } catch (Throwable e) {
            String shown = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 64));
            fail(kind + ", " + name + ", bytes " + shown + ": " + e, e);
        }
        assertTrue(Arrays.equals(before, bytes), "the bytes belong to the store");
    }

    /** A rule that quoted a text would differ from text to text. */
    private static void assertFewRules(Kind<?> kind, Set<String> rules) {
        assertTrue(rules.size() <= 3, () -> kind + ": " + rules);
        for (String rule : rules) {
            assertTrue(rule.startsWith("expected "), rule);
            assertTrue(rule.length() < 200, rule);
            assertFalse(rule.contains("null"), rule);
        }
    }

    private static <T> byte[] bytes(Kind<T> kind, Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (random.nextInt(4)) {
            case 0 -> bytes.writeBytes(Kind.anyBytes(random));
            case 1 -> {
                for (int pieces = random.nextInt(8); pieces >= 0; pieces--) {
                    bytes.writeBytes(PIECES[random.nextInt(PIECES.length)]);
                }
            }
            default -> {
                byte[] valid = kind.encode().apply(kind.random().apply(random));
                int at = random.nextInt(valid.length + 1);
                int skip = Math.min(valid.length, at + random.nextInt(3));
                bytes.write(valid, 0, at);
                if (random.nextBoolean()) {
                    bytes.writeBytes(PIECES[random.nextInt(PIECES.length)]);
                }
                bytes.write(valid, skip, valid.length - skip);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
