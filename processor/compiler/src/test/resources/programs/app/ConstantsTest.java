package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.graph.Effects;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.UnixAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConstantsTest {
    private final Journal journal = new Journal();
    private final XylemRadio.Builder builder =
            XylemRadio.builder().journal(journal).effects(Effects.direct());

    @Test
    @DisplayName("Constants: an option wins over the file, and the file over orElse")
    void precedence() {
        try (XylemRadio radio = builder.start()) {
            assertEquals(Tuner.Band.FAST, radio.tuner().band());
            assertEquals(7, radio.tuner().step());
            assertFalse(radio.tuner().stereo());
            assertEquals(Duration.ofMillis(250), radio.tuner().delay());
            assertEquals(Double.POSITIVE_INFINITY, radio.tuner().gain());
            assertEquals(4096, radio.snapshot().tuner().buffer().bytes());
            assertEquals("'a \"radio\"\t$1'250/4096/Infinity", radio.tuner().title());
        }
    }

    @Test
    @DisplayName("Constants: values and effects read them as they read others")
    void read() {
        try (XylemRadio radio = builder.start()) {
            assertEquals(70, radio.tuner().frequency());
            radio.commit(tx -> tx.tuner().channel(2));
            assertEquals(140, radio.tuner().frequency());
            assertEquals(List.of("70 to 70 on FAST", "70 to 140 on FAST"), journal.taken());
            assertEquals(List.of("tuner.frequency"), radio.dryRun(tx -> tx.tuner().channel(3)).recomputed());
        }
    }

    @Test
    @DisplayName("Constants: in the store a constant is read-only for everybody, and the answer says why")
    void published() throws StoreException {
        Path path = Path.of(Programs.HOME + "/radio/band");
        try (XylemRadio radio = builder.start();
                Session outsider = radio.store().session(new UnixAccess().owner(), (spelled, token) -> {})) {
            assertEquals(
                    "FAST",
                    new String(
                            Objects.requireNonNull(radio.store().snapshot().node(path)).value(),
                            StandardCharsets.UTF_8));
            StoreException refused = assertThrows(
                    StoreException.class, () -> outsider.write(path, "SLOW".getBytes(StandardCharsets.UTF_8)));
            assertEquals(Errno.EACCES, refused.errno());
            String why = "EACCES at " + path + ": a constant, fixed when the program was synthesised; set it with"
                    + " -Axylem.set and compile again";
            assertEquals(why, refused.getMessage());
            IllegalStateException own = assertThrows(
                    IllegalStateException.class, () -> radio.commit(tx -> {
                        try {
                            tx.operations().write(path, new byte[0]);
                        } catch (StoreException e) {
                            throw new IllegalStateException(e.getMessage(), e);
                        }
                    }));
            assertTrue(own.getMessage().contains(why), own::getMessage);
        }
        IllegalStateException start = assertThrows(
                IllegalStateException.class,
                () -> builder.set("radio/band", "SLOW").start());
        assertTrue(start.getMessage().contains("a constant"), start::getMessage);
    }

    @Test
    @DisplayName("Constants: explain says that a value is one and what fixed it (rule 8)")
    void explained() {
        try (XylemRadio radio = builder.start()) {
            String band = radio.explain("tuner.band");
            assertTrue(
                    band.startsWith("tuner.band = FAST (Tuner.Band), constant, published at " + Programs.HOME
                            + "/radio/band\n  The band.\n  rule: constant radio.band = FAST, fixed by"
                            + " -Axylem.set.radio.band when the program was synthesised\n"),
                    band);
            assertTrue(band.contains("tuner.frequency = 70 (int)"), band);
            assertTrue(band.contains("tuner.onFrequency (effect)"), band);
            assertTrue(radio.explain("tuner.step").contains("fixed by the file "), radio.explain("tuner.step"));
        }
    }

    private static String bytes(String name) throws IOException {
        try (InputStream in = XylemRadio.class.getResourceAsStream(name + ".class")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    @DisplayName("Constants: what they switch off is neither generated nor linked")
    void switchedOff() throws IOException {
        List<String> classes = List.of(
                "XylemRadio",
                "XylemRadio$Builder",
                "XylemRadio$Tx",
                "XylemRadio$Snapshot",
                "XylemRadio$Changes",
                "XylemRadio_Graph",
                "XylemRadio_Graph$Parts",
                "XylemRadio_Graph$Fields",
                "XylemRadio_Graph$Due",
                "XylemRadio_Graph$Values_tuner",
                "XylemRadio_Graph$Writer_tuner",
                "XylemRadio_Graph$Changes_tuner");
        for (String name : classes) {
            String bytes = bytes(name);
            for (String gone : List.of("Tracer", "traced", "radio/trace/level", "tell", "right", "LongSupplier")) {
                assertFalse(bytes.contains(gone), () -> gone + " in " + name);
            }
        }
        assertTrue(bytes("XylemRadio_Graph").contains("left"));
        assertTrue(Arrays.stream(XylemRadio.class.getMethods()).noneMatch(m -> m.getName().equals("tracer")));
        try (XylemRadio radio = builder.start()) {
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, () -> radio.tuner().traced());
            assertEquals(
                    "Tuner.traced is switched off in this program by the constant radio.trace, which was fixed when the"
                            + " program was synthesised",
                    e.getMessage());
            assertThrows(IllegalStateException.class, () -> radio.commit(tx -> tx.tuner().level(3)));
            assertThrows(IllegalStateException.class, () -> radio.changes().tuner().traced(change -> {}));
        }
    }
}
