package dev.xylem.value;

import static dev.xylem.value.Answers.assertDecodes;
import static dev.xylem.value.Answers.assertEncodes;
import static dev.xylem.value.Answers.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.Codec;
import dev.xylem.Secret;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Types with a method or a codec of the user's own, whatever these do, and secrets. */
class UserTypesTest {
    private static final Function<byte[], Kind.Version> VERSION =
            bytes -> Decode.parsed(bytes, "Version", Kind.Version::parse);

    private static ValueException decode(Parser<?> parser) {
        return assertThrows(ValueException.class, () -> Decode.parsed(utf8("s3cret"), "Thing", parser));
    }

    private static ValueException encode(Codec<String> codec) {
        return assertThrows(ValueException.class, () -> Encode.coded("s3cret", "Thing", codec));
    }

    private static int deep(int depth) {
        return deep(depth + 1) + 1;
    }

    @Test
    void aTypeIsReadByItsOwnMethodAndWrittenByToString() {
        assertDecodes(new Kind.Version(1, 2), VERSION, "1.2");
        assertEncodes("1.2", Encode.printed(new Kind.Version(1, 2), "Version", Kind.Version::parse));
    }

    @Test
    void theDetailIsTheMessageOfTheUsersMethodAndTheRuleNeverIs() {
        ValueException e = assertThrows(ValueException.class, () -> VERSION.apply(utf8("s3cret")));
        assertEquals("expected a Version (a version is MAJOR.MINOR, not s3cret)", e.getMessage());
        assertEquals("expected a Version", e.rule());
    }

    @Test
    void whateverTheUsersMethodThrowsIsAnAnswer() {
        assertEquals(
                "expected a Thing (no)",
                decode(text -> {
                            throw new IOException("no");
                        })
                        .getMessage());
        assertEquals(
                "expected a Thing (IllegalStateException)",
                decode(text -> {
                            throw new IllegalStateException();
                        })
                        .getMessage());
        assertEquals(
                "expected a Thing (IllegalStateException)",
                decode(text -> {
                            throw new IllegalStateException("");
                        })
                        .getMessage());
        assertEquals(
                "expected a Thing (StackOverflowError)", decode(text -> deep(0)).getMessage());
        assertEquals(
                "expected a Thing (odd)",
                decode(text -> {
                            throw new AssertionError("odd");
                        })
                        .getMessage());
        assertEquals(
                "expected a Thing (its method returned null)",
                decode(text -> null).getMessage());
    }

    @Test
    void theUsersMethodSeesNoBrokenText() {
        ValueException e = assertThrows(
                ValueException.class, () -> Decode.parsed(new byte[] {(byte) 0xff}, "Thing", text -> text));
        assertEquals("expected text in UTF-8", e.getMessage());
    }

    /** A codec that a lambda could write. */
    private record Fake(Parser<String> decoder, Function<String, @Nullable String> encoder) implements Codec<String> {
        @Override
        public String decode(String text) {
            try {
                return decoder.parse(text);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        @SuppressWarnings("NullAway") // a user's codec may do what it must not
        public String encode(String value) {
            return encoder.apply(value);
        }
    }

    @Test
    void aCodecThatDoesNotReadBackWhatItWroteIsAnAnswer() {
        String differs = "the text of a Thing must read back as an equal value";
        String fails = "writing a Thing as text, or reading it back, failed";
        assertEquals(
                differs, encode(new Fake(text -> text + "x", value -> value)).getMessage());
        assertEquals(differs, encode(new Fake(text -> text, value -> null)).getMessage());
        assertEquals(
                fails + " (IllegalStateException)",
                encode(new Fake(text -> text, value -> {
                            throw new IllegalStateException();
                        }))
                        .getMessage());
        ValueException e = encode(new Fake(
                text -> {
                    throw new IllegalStateException("not " + text);
                },
                value -> value));
        assertEquals(fails + " (not s3cret)", e.getMessage());
        assertEquals(fails, e.rule());
        assertThrows(
                ValueException.class, () -> Encode.coded("\ud83d", "Thing", new Fake(text -> text, value -> value)));
    }

    @Test
    void arraysOfAUsersTypeCompareByContent() {
        assertEncodes("1,2", Encode.coded(new int[] {1, 2}, "Thing", new Codec<int[]>() {
            @Override
            public int[] decode(String text) {
                return Arrays.stream(text.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray();
            }

            @Override
            public String encode(int[] value) {
                return value[0] + "," + value[1];
            }
        }));
    }

    @Test
    void secretsShowNowhereAndCompareByContent() {
        Secret<String> secret = Secret.of("s3cret");
        assertEquals("(secret)", secret.toString());
        assertEquals("(secret)", String.valueOf(secret));
        assertEquals("s3cret", secret.reveal());
        assertEquals(secret, Secret.of("s3cret"));
        assertEquals(secret.hashCode(), Secret.of("s3cret").hashCode());
        assertEquals(secret.hashCode(), Secret.of("another").hashCode(), "a hash would tell which secrets are equal");
        assertNotEquals(secret, Secret.of("another"));
        assertEquals(Secret.of(new byte[] {1}), Secret.of(new byte[] {1}));
        assertFalse(secret.equals("s3cret"));
    }
}
