package dev.xylem.value;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.ByteSize;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Rule 4: constraints of inputs")
class CheckTest {
    private static void assertRefused(String rule, Executable check) {
        ValueException e = assertThrows(ValueException.class, check);
        assertEquals(rule, e.getMessage());
        assertEquals(rule, e.rule());
    }

    @Test
    void rangesIncludeTheirBounds() {
        for (long value : new long[] {-3, 0, 7}) {
            assertDoesNotThrow(() -> Check.range(value, -3, 7));
        }
        assertRefused("expected at least -3", () -> Check.range(-4, -3, 7));
        assertRefused("expected at most 7", () -> Check.range(8, -3, 7));
        assertDoesNotThrow(() -> Check.range(Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE));
        assertDoesNotThrow(() -> Check.range(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE));
        assertRefused("expected at least 1024", () -> Check.range(ByteSize.parse("1KB"), 1024, 2048));
        assertDoesNotThrow(() -> Check.range(ByteSize.parse("2KiB"), 1024, 2048));
    }

    @Test
    void sizesIncludeTheirBounds() {
        assertDoesNotThrow(() -> Check.size("ab", 2, 3));
        assertDoesNotThrow(() -> Check.size("abc", 2, 3));
        assertRefused("expected 2 to 3 characters", () -> Check.size("a", 2, 3));
        assertRefused("expected 2 to 3 characters", () -> Check.size("abcd", 2, 3));
        assertDoesNotThrow(() -> Check.size(new byte[0], 0, 0));
        assertRefused("expected 0 to 0 bytes", () -> Check.size(new byte[1], 0, 0));
    }

    @Test
    void patternsMatchTheWholeText() {
        Pattern pattern = Pattern.compile("[a-z]+");
        assertDoesNotThrow(() -> Check.pattern("abc", pattern));
        for (String text : new String[] {"", "abc1", "1abc", "abc\n", "ABC"}) {
            assertRefused("expected text that matches [a-z]+", () -> Check.pattern(text, pattern));
        }
    }

    @Test
    void aPatternThatNeedsTooMuchStackForATextDoesNotMatchIt() {
        Pattern pattern = Pattern.compile("(a|b)*c");
        String text = "ab".repeat(1 << 19) + "c";
        assertRefused("expected text that matches (a|b)*c", () -> Check.pattern(text, pattern));
    }
}
