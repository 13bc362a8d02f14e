package dev.xylem.processor.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One. Two.|One.",
                "In KiB, e.g.5. More|In KiB, e.g.5.",
                "The {@code goal} of <b>all</b>. More|The goal of all.",
                "No end|No end",
                "Less {@literal <} or &lt; more. x|Less < or < more.",
                "Ends! Here|Ends!",
            })
    void takesTheFirstSentence(String comment, String summary) {
        assertEquals(summary, Summary.of(comment));
    }

    @Test
    void stopsAtParagraphsAndTags() {
        assertEquals("One line", Summary.of(" One\n line\n\n More"));
        assertEquals("One", Summary.of("One\n<p>Two"));
        assertEquals("One", Summary.of("One\n @param x y. z"));
        assertEquals("", Summary.of("@return x"));
        assertEquals("", Summary.of(null));
    }
}
