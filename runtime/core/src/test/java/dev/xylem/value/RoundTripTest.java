package dev.xylem.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published or written by type reads back equal. {@code -Dxylem.check.seed=N} runs the one case that failed. */
class RoundTripTest {
    private static final int CASES = 5_000;

    static List<Kind<?>> kinds() {
        return Kind.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void whatIsEncodedDecodesToAnEqualValue(Kind<T> kind) {
        for (long seed : Seeds.upTo(CASES)) {
            T value = kind.random().apply(new Random(seed));
            try {
                byte[] text = kind.encode().apply(value);
                T back = kind.decode().apply(text);
                assertTrue(Objects.deepEquals(value, back), () -> "read back as " + back);
                assertArrayEquals(text, kind.encode().apply(back), "encoding is a function of the value");
            } catch (AssertionError | RuntimeException e) {
                fail(Seeds.name(seed) + ": " + kind + " " + value + ": " + e, e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void decodingNeitherKeepsNorChangesTheBytes(Kind<T> kind) {
        for (long seed : Seeds.upTo(200)) {
            byte[] text = kind.encode().apply(kind.random().apply(new Random(seed)));
            byte[] before = text.clone();
            T value = kind.decode().apply(text);
            assertArrayEquals(before, text, () -> Seeds.name(seed));
            T again = kind.decode().apply(before);
            Arrays.fill(text, (byte) 'x');
            assertTrue(Objects.deepEquals(value, again), () -> Seeds.name(seed));
        }
    }
}
