package dev.xylem.value;

import static dev.xylem.value.Answers.assertDecodes;
import static dev.xylem.value.Answers.assertEncodes;
import static dev.xylem.value.Answers.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ByteSize;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Durations and amounts of bytes: numbers that have a unit. */
class AmountsTest {
    private static final Function<byte[], Duration> DURATION = Decode::toDuration;
    private static final Function<byte[], ByteSize> SIZE = Decode::toByteSize;
    private static final String NO_DURATION = "expected a duration: ISO-8601 such as PT1H30M, or a whole number with a"
            + " unit of ns, us, ms, s, m, min, h or d, such as 10s";
    private static final String NO_SIZE =
            "expected a whole number with a unit of B, KB, MB, GB, TB, PB, KiB, MiB, GiB, TiB or PiB, such as 64KiB";

    @Test
    void durationsWithAUnit() {
        assertDecodes(Duration.ofNanos(7), DURATION, "7ns", "007ns");
        assertDecodes(Duration.ofNanos(7_000), DURATION, "7us");
        assertDecodes(Duration.ofMillis(7), DURATION, "7ms");
        assertDecodes(Duration.ofSeconds(10), DURATION, "10s", "10000ms", "0010s");
        assertDecodes(Duration.ofMinutes(10), DURATION, "10m", "10min", "600s");
        assertDecodes(Duration.ofHours(2), DURATION, "2h");
        assertDecodes(Duration.ofHours(48), DURATION, "2d");
        assertDecodes(Duration.ZERO, DURATION, "0s", "0d", "-0ns");
        assertDecodes(Duration.ofSeconds(-10), DURATION, "-10s");
        assertDecodes(Duration.ofSeconds(Long.MAX_VALUE), DURATION, "9223372036854775807s");
        assertDecodes(Duration.ofSeconds(Long.MIN_VALUE), DURATION, "-9223372036854775808s");
    }

    @Test
    void durationsByIso8601() {
        assertDecodes(
                Duration.ofMinutes(90), DURATION, "PT1H30M", "PT90M", "pt1h30m", "+PT1H30M", "PT2H-30M", "-PT-90M");
        assertDecodes(Duration.ofHours(24), DURATION, "P1D", "PT24H", "P1DT0S", "p0dt24h");
        assertDecodes(Duration.ofMillis(-500), DURATION, "PT-0.5S", "-PT0.5S");
        assertDecodes(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), DURATION, "PT9223372036854775807.999999999S");
        assertDecodes(Duration.ofSeconds(Long.MIN_VALUE), DURATION, "PT-9223372036854775808S");
    }

    @Test
    void whatIsNoDuration() {
        assertRefused(
                NO_DURATION,
                DURATION,
                "",
                "-",
                "+",
                "10",
                "s",
                "ms",
                "10 s",
                " 10s",
                "10s ",
                "10s\n",
                "10s\0",
                "10S",
                "10H");
        assertRefused(
                NO_DURATION, DURATION, "10sec", "1.5s", "1,5s", "1e3s", "1h30m", "10M", "10us1", "--10s", "+10s", "1w");
        assertRefused(NO_DURATION, DURATION, "9223372036854775808s", "-9223372036854775809s", "9223372036854775807m");
        assertRefused(NO_DURATION, DURATION, "106751991167301d", "99999999999999999999ns");
        assertRefused(
                NO_DURATION,
                DURATION,
                "P",
                "PT",
                "P1",
                "PT1",
                "P1Y",
                "P1M",
                "P1W",
                "T1H",
                "PT1S1M",
                "P1H",
                "PT1H ",
                "1PT1H");
        assertRefused(NO_DURATION, DURATION, "PT9223372036854775808S", "PT9223372036854775807H", "P99999999999999999D");
        assertRefused(
                NO_DURATION,
                DURATION,
                "PT0.1234567890S",
                "PT.5S",
                "PT1.5H",
                "PT\u0661S",
                "\u066110s",
                "\uff11s",
                "10\u017f",
                "1\u00b5s");
        assertRefused("expected text in UTF-8", DURATION, new byte[] {'1', 's', (byte) 0xff});
    }

    @Test
    void durationsAreWrittenByIso8601() {
        assertEncodes("PT0S", Encode.of(Duration.ZERO));
        assertEncodes("PT1H30M", Encode.of(Duration.ofMinutes(90)));
        assertEncodes("PT-0.5S", Encode.of(Duration.ofMillis(-500)));
    }

    @Test
    void unitsWithAnIArePowersOf1024AndTheOthersOf1000() {
        long binary = 1;
        long decimal = 1;
        for (String prefix : new String[] {"K", "M", "G", "T", "P"}) {
            binary *= 1024;
            decimal *= 1000;
            assertDecodes(new ByteSize(binary), SIZE, "1" + prefix + "iB", "0001" + prefix + "iB", binary + "B");
            assertDecodes(new ByteSize(decimal), SIZE, "1" + prefix + "B", decimal + "B");
            assertNotEquals(ByteSize.parse("1" + prefix + "iB"), ByteSize.parse("1" + prefix + "B"));
        }
        assertDecodes(new ByteSize(1000), SIZE, "1kB");
        assertDecodes(new ByteSize(0), SIZE, "0B", "0KiB", "000PB", "0".repeat(100) + "B");
        assertDecodes(new ByteSize(Long.MAX_VALUE), SIZE, "9223372036854775807B", "0009223372036854775807B");
    }

    @Test
    void whatIsNoAmountOfBytes() {
        assertRefused(
                NO_SIZE, SIZE, "", "64", "0", "B", "KiB", "64 KiB", " 64KiB", "64KiB ", "64KiB\n", "64KiB\0", "-1B",
                "+1B");
        assertRefused(
                NO_SIZE, SIZE, "64k", "64K", "64kib", "64kiB", "64KIB", "64kb", "64Kb", "64KiBs", "64b", "1EiB", "1EB",
                "1ZB");
        assertRefused(
                NO_SIZE,
                SIZE,
                "1.5KiB",
                "1,5KB",
                "1e3B",
                "0x1B",
                "1_000B",
                "\u0661B",
                "\uff11KiB",
                "1\u212aiB",
                "1KiB1KiB");
        assertRefused("expected text in UTF-8", SIZE, new byte[] {'1', 'B', (byte) 0x80});
        String large = "expected at most 9223372036854775807 bytes";
        assertRefused(large, SIZE, "9223372036854775808B", "8192PiB", "9224PB", "9223372036854775807KB");
        assertRefused(large, SIZE, "99999999999999999999B", "9".repeat(1000) + "KiB");
    }

    @Test
    void amountsAreWrittenExactlyInTheLargestBinaryUnit() {
        assertEncodes("0B", Encode.of(new ByteSize(0)));
        assertEncodes("1023B", Encode.of(new ByteSize(1023)));
        assertEncodes("1KiB", Encode.of(new ByteSize(1024)));
        assertEncodes("1025B", Encode.of(new ByteSize(1025)));
        assertEncodes("1536MiB", Encode.of(ByteSize.parse("1536MiB")));
        assertEncodes("1000B", Encode.of(ByteSize.parse("1KB")));
        assertEncodes("9223372036854775807B", Encode.of(new ByteSize(Long.MAX_VALUE)));
    }

    @Test
    void amountsAreNotNegativeAndAreOrdered() {
        assertThrows(IllegalArgumentException.class, () -> new ByteSize(-1));
        assertTrue(ByteSize.parse("1KB").compareTo(ByteSize.parse("1KiB")) < 0);
        assertEquals(0, ByteSize.parse("1024KiB").compareTo(ByteSize.parse("1MiB")));
    }
}
