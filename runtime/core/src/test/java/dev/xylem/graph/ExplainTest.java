package dev.xylem.graph;

import static dev.xylem.graph.Fixture.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.CommitRefusedException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rule 8: explanations")
class ExplainTest {
    private static Fixture start() {
        return Fixture.builder()
                .effects(Effects.direct())
                .set("in/x", "1")
                .set("in/key", "s3cret")
                .start();
    }

    @Test
    @DisplayName("Rule 8: a derived value: rule, sources, inputs with path, text, commit and writer, dependents")
    void derived() {
        try (Fixture program = start()) {
            program.commit(tx -> tx.x(2));
            long number = program.store().snapshot().number();
            assertEquals("""
                    p.sum = 7 (long), inputs of commit N, published at /local/domain/0/out/sum
                      rule: p.sum(x, y)
                      sources:
                        p.x = 2 (long), /local/domain/0/in/x = "2", commit N, written by 1000
                        p.y = 5 (long), /local/domain/0/in/y, absent: the default
                      inputs:
                        p.x = 2 (long), /local/domain/0/in/x = "2", commit N, written by 1000
                        p.y = 5 (long), /local/domain/0/in/y, absent: the default
                      dependents:
                        p.tens = 0 (long), inputs of commit N
                        p.onSum (effect)
                    """.replace("N", Long.toString(number)), program.explain("p.sum"));
        }
    }

    @Test
    @DisplayName("Rule 8: an input and an effect")
    void inputsAndEffects() {
        try (Fixture program = start()) {
            long number = program.store().snapshot().number();
            assertEquals("""
                    p.x = 1 (long), /local/domain/0/in/x = "1", commit N, written by 1000
                      The left operand.
                      rule: input in/x
                      dependents:
                        p.sum = 6 (long), inputs of commit N, published at /local/domain/0/out/sum
                    """.replace("N", Long.toString(number)), program.explain("p.x"));
            assertEquals("""
                    p.onTens (effect)
                      rule: p.onTens(tens)
                      sources:
                        p.tens = 0 (long), inputs of commit N
                      inputs:
                        p.x = 1 (long), /local/domain/0/in/x = "1", commit N, written by 1000
                        p.y = 5 (long), /local/domain/0/in/y, absent: the default
                    """.replace("N", Long.toString(number)), program.explain("p.onTens"));
        }
    }

    @Test
    @DisplayName("Rule 8: secrets, and what is computed from them, are masked")
    void secrets() {
        try (Fixture program = start()) {
            for (String name : new String[] {"p.key", "p.locked"}) {
                String text = program.explain(name);
                assertFalse(text.contains("s3cret"), text);
                assertTrue(text.startsWith(name + " = (secret) ("), text);
            }
            assertTrue(program.explain("p.key").contains("/local/domain/0/in/key = (secret), commit "));
            CommitRefusedException e =
                    assertThrows(CommitRefusedException.class, () -> program.commit(tx -> tx.key("s3cret\ud800")));
            assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
            program.commit(tx -> tx.without(KEY));
            assertTrue(program.explain("p.key").contains(", absent"));
        }
    }

    @Test
    void aNameThatThereIsNotGetsTheNearest() {
        try (Fixture program = start()) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> program.explain("p.sun"));
            assertEquals("no value or effect is named p.sun; did you mean p.sum?", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> program.explain("something else"));
            assertEquals("no value or effect is named something else", e.getMessage());
        }
    }

    @Test
    @DisplayName("Rule 8: values stay on their lines and within them")
    void values() {
        assertEquals("\"a\u00b7b\u00b7\u00b7\u00b7\"", Diagnosis.shown("a\nb\r\0\u2028"));
        assertEquals("\"" + "x".repeat(80) + "\"… (4096 characters)", Diagnosis.shown("x".repeat(4096)));
        assertEquals("42", Diagnosis.shown(42));
        assertEquals("null", Diagnosis.shown(null));
        assertEquals("\"\u00b7x\"", Diagnosis.shown(new byte[] {0, 'x'}));
        assertEquals("(its toString threw IllegalStateException)", Diagnosis.shown(new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("s3cret");
            }
        }));
    }

    @Test
    @DisplayName("Rule 8: what is explained is of one commit, while others follow")
    void oneCommit() {
        Pattern line = Pattern.compile("p\\.x = (\\d+) .* = \"(\\d+)\", commit (\\d+)");
        try (Fixture program = start()) {
            AtomicBoolean over = new AtomicBoolean();
            try (Threads threads = new Threads()) {
                threads.start("writer", () -> {
                    for (long i = 0; i < 3000; i++) {
                        long value = i;
                        program.commit(tx -> tx.x(value));
                    }
                    over.set(true);
                });
                threads.start("reader", () -> {
                    while (!over.get()) {
                        String text = program.explain("p.x");
                        Matcher matcher = line.matcher(text);
                        assertTrue(matcher.find(), text);
                        assertEquals(matcher.group(1), matcher.group(2), text);
                    }
                });
            }
        }
    }
}
