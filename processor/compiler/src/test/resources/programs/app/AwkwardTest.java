package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import awkward.Awkward;
import awkward.XylemAwkward;
import org.junit.jupiter.api.Test;

/** What is named awkwardly compiles without a warning, and runs. */
class AwkwardTest {
    @Test
    void runsInSpiteOfItsNames() throws Exception {
        try (XylemAwkward program = Awkward.open()) {
            assertEquals(7, program.names().yield());
            program.commit(tx -> tx.names().state(10).text("x"));
            assertEquals(16, program.names().self());
            assertEquals(16, program.snapshot().names().var());
            assertEquals("[7]", program.graph().list().toString());
            assertEquals("\"\\ \n\t$L ${x} \u00e9 \\u0041 */", program.aged().text());
        }
    }
}
