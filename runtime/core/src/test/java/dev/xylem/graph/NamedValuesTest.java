package dev.xylem.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.Subscription;
import dev.xylem.spi.Values;
import dev.xylem.spi.Values.Kind;
import dev.xylem.spi.Values.Source;
import dev.xylem.spi.Values.Value;
import dev.xylem.store.Path;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rule 8: values by their names, for exports")
class NamedValuesTest {
    private static final Path X = Path.of("/local/domain/0/in/x");
    private static final Path Y = Path.of("/local/domain/0/in/y");
    private static final Path KEY = Path.of("/local/domain/0/in/key");

    private static Fixture start() {
        return Fixture.builder()
                .effects(Effects.direct())
                .set("in/x", "1")
                .set("in/key", "s3cret")
                .start();
    }

    private static Value named(Values values, String name) {
        return values.list().stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Source> places(Path... paths) {
        return Stream.of(paths).map(path -> new Source(path, false)).toList();
    }

    private static String text(Values values, String name) {
        byte[] text = values.text(named(values, name));
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void everythingThatHasANameIsListed() {
        try (Fixture program = start()) {
            Values values = program.exported().values();
            assertEquals(
                    List.of(
                            new Value("p.x", Kind.INPUT, "long", X, false),
                            new Value("p.y", Kind.INPUT, "long", Y, false),
                            new Value("p.key", Kind.INPUT, "String", KEY, true),
                            new Value("p.sum", Kind.DERIVED, "long", Path.of("/local/domain/0/out/sum"), false),
                            new Value("p.tens", Kind.DERIVED, "long", null, false),
                            new Value("p.locked", Kind.DERIVED, "boolean", null, true),
                            new Value("p.onSum", Kind.EFFECT, "", null, false),
                            new Value("p.onTens", Kind.EFFECT, "", null, false)),
                    values.list());
        }
    }

    @Test
    void textsAreThoseOfTheLastCommit() throws Exception {
        try (Fixture program = start()) {
            Values values = program.exported().values();
            program.commit(tx -> tx.x(40));
            assertEquals("40", text(values, "p.x"));
            assertEquals("5", text(values, "p.y"));
            assertEquals("s3cret", text(values, "p.key"));
            assertEquals("45", text(values, "p.sum"));
            assertEquals("4", text(values, "p.tens"));
            program.store().owner().remove(KEY);
            assertNull(text(values, "p.key"));
            assertNull(text(values, "p.onSum"));
            assertArrayEquals(
                    "45".getBytes(StandardCharsets.UTF_8),
                    program.store().owner().read(Path.of("/local/domain/0/out/sum")));
        }
    }

    @Test
    void inputsAreThoseThatAValueComesFromAndThoseThatItsExplanationShows() {
        try (Fixture program = start()) {
            Values values = program.exported().values();
            assertEquals(places(X), values.sources(named(values, "p.x")));
            assertEquals(places(X, Y), values.sources(named(values, "p.tens")));
            assertEquals(places(X, Y), values.sources(named(values, "p.onTens")));
            // The explanation of x shows the sum, which tells of y.
            assertEquals(places(X, Y), values.explained(named(values, "p.x")));
            assertEquals(places(KEY), values.explained(named(values, "p.key")));
            assertEquals(program.explain("p.sum"), values.explain(named(values, "p.sum")));
        }
    }

    @Test
    void subscribersHearTheNumbersOfTheCommitsThatChangeAValue() {
        try (Fixture program = start()) {
            Values values = program.exported().values();
            List<Long> sums = new ArrayList<>();
            List<Long> tens = new ArrayList<>();
            Subscription subscription = values.subscribe(named(values, "p.sum"), sums::add);
            values.subscribe(named(values, "p.tens"), tens::add);
            program.commit(tx -> tx.x(2));
            long first = program.store().snapshot().number();
            program.commit(tx -> tx.x(20));
            subscription.close();
            program.commit(tx -> tx.x(30));
            assertEquals(List.of(first, first + 1), sums);
            assertEquals(List.of(first + 1, first + 2), tens);
            assertThrows(
                    IllegalArgumentException.class, () -> values.subscribe(named(values, "p.onSum"), number -> {}));
        }
    }
}
