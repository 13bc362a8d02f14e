package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Change;
import dev.xylem.CommitRefusedException;
import dev.xylem.DryRun;
import dev.xylem.Problem;
import dev.xylem.Secret;
import dev.xylem.Subscription;
import dev.xylem.graph.Effects;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private final Journal journal = new Journal();
    private final XylemAccount.Builder builder =
            XylemAccount.builder().journal(journal).effects(Effects.direct());

    private XylemAccount start() {
        Ledger.RAN.clear();
        return builder.start();
    }

    private static String total(XylemAccount account) {
        Node node = account.store().snapshot().node(Path.of(Programs.HOME + "/ledger/total"));
        return node == null ? "-" : new String(node.value(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("Folds: the first cycle has the initial value, or what is empty, and runs no fold")
    void first() {
        try (XylemAccount account = builder.set("ledger/amount", "5").set("ledger/note", "x").start()) {
            assertEquals(0, account.ledger().total());
            assertEquals(List.of(), account.ledger().notes());
            assertEquals(Optional.empty(), account.ledger().largest());
            assertEquals("seed", account.ledger().chain().reveal());
            assertEquals("0", total(account));
            assertEquals(List.of("total 0"), journal.taken());
        }
    }

    @Test
    @DisplayName("Folds: a fold runs once in a commit in which another value that it reads changed, and only then")
    void runs() {
        try (XylemAccount account = start()) {
            assertEquals(List.of(), Ledger.RAN);
            account.commit(tx -> tx.ledger().amount(3));
            account.commit(tx -> tx.ledger().amount(3));
            account.commit(tx -> tx.ledger().note("a"));
            account.commit(tx -> tx.ledger().amount(4).note("b"));
            assertEquals(7, account.ledger().total());
            assertEquals(List.of("a", "b"), account.ledger().notes());
            assertEquals("7", total(account), "published in the same commit (rule 5)");
            assertEquals(List.of("total", "largest", "notes", "total", "notes", "largest"), sortedCommits());
            assertEquals(List.of("total 0", "total 3!", "total 7!"), journal.taken());
        }
    }

    /** What ran; the order inside of a commit is that of the plan. */
    private static List<String> sortedCommits() {
        List<String> ran = new ArrayList<>(Ledger.RAN.subList(0, 3));
        List<String> last = new ArrayList<>(Ledger.RAN.subList(3, Ledger.RAN.size()));
        assertTrue(last.indexOf("total") < last.indexOf("largest"), last::toString);
        last.remove("notes");
        last.add(1, "notes");
        ran.addAll(last);
        return ran;
    }

    @Test
    @DisplayName("Folds: an equal result stops there (rule 3)")
    void equal() {
        try (XylemAccount account = start()) {
            account.commit(tx -> tx.ledger().amount(3));
            journal.taken();
            Ledger.RAN.clear();
            account.commit(tx -> tx.ledger().amount(0));
            assertEquals(List.of("total"), Ledger.RAN);
            assertEquals(List.of(), journal.taken());
        }
    }

    @Test
    @DisplayName("Folds: resetOn makes the value the initial one, whatever else changed")
    void reset() {
        try (XylemAccount account = start()) {
            account.commit(tx -> tx.ledger().amount(3));
            account.commit(tx -> tx.ledger().amount(9).year(2027));
            assertEquals(0, account.ledger().total());
            assertEquals("0", total(account));
            account.commit(tx -> tx.ledger().amount(1));
            assertEquals(1, account.ledger().total());
            assertEquals(Optional.of(3L), account.ledger().largest());
        }
    }

    @Test
    @DisplayName("Folds: a refused commit leaves state as it was, whichever value refuses (rule 4)")
    void refused() {
        try (XylemAccount account = start()) {
            account.commit(tx -> tx.ledger().amount(Long.MAX_VALUE).note("a"));
            CommitRefusedException e = assertThrows(
                    CommitRefusedException.class,
                    () -> account.commit(tx -> tx.ledger().amount(1).note("b")));
            assertEquals(
                    List.of(new Problem(
                            "ledger.total",
                            "(no value)",
                            "Ledger.total(previous, amount, year) threw ArithmeticException: long overflow")),
                    e.problems());
            assertEquals(Long.MAX_VALUE, account.ledger().total());
            assertEquals(List.of("a"), account.ledger().notes());
            account.commit(tx -> tx.ledger().note("c"));
            assertEquals(List.of("a", "c"), account.ledger().notes());
            account.commit(tx -> tx.ledger().amount(-1));
            assertEquals(Long.MAX_VALUE - 1, account.ledger().total());
        }
    }

    @Test
    @DisplayName("Folds: a published fold goes on from what the store holds at the start; what is no value stops the start")
    void restored() {
        try (XylemAccount account = builder.set("ledger/total", "40").start()) {
            assertEquals(40, account.ledger().total());
            account.commit(tx -> tx.ledger().amount(2));
            assertEquals(42, account.ledger().total());
            account.commit(tx -> tx.ledger().year(2027));
            assertEquals(0, account.ledger().total(), "a reset goes to the initial value, not to the restored one");
        }
        CommitRefusedException e = assertThrows(
                CommitRefusedException.class,
                () -> builder.set("ledger/total", "much").start());
        assertEquals(
                List.of(Programs.HOME + "/ledger/total"),
                e.problems().stream().map(Problem::path).toList());
        assertTrue(e.getMessage().contains("ledger.total"), e::getMessage);
    }

    @Test
    @DisplayName("Folds: explain says how they start and what resets them; secrets stay masked (rule 8)")
    void explained() {
        try (XylemAccount account = start()) {
            account.commit(tx -> tx.ledger().amount(3));
            String text = account.explain("ledger.total");
            for (String part : List.of(
                    "ledger.total = 3 (long), inputs of commit ",
                    "The sum of all amounts of a year.",
                    "  rule: Ledger.total(previous, amount, year)\n",
                    "  starts: \"0\", again when ledger.year changes\n",
                    "ledger.amount = 3",
                    "ledger.record = true (boolean)")) {
                assertTrue(text.contains(part), () -> part + " in\n" + text);
            }
            assertTrue(account.explain("ledger.notes").contains("  starts: empty\n"));
            account.commit(tx -> tx.ledger().key(Secret.of("s3cret")));
            String chain = account.explain("ledger.chain");
            assertFalse(chain.contains("seed") || chain.contains("s3cret"), chain);
            assertEquals("seed,s3cret", account.ledger().chain().reveal());
        }
    }

    @Test
    @DisplayName("Folds: snapshots, subscriptions and dry runs know them like any value (rules 7, 8)")
    void observed() {
        try (XylemAccount account = start()) {
            List<Object> told = new ArrayList<>();
            Subscription subscription = account.changes().ledger().total(told::add);
            account.commit(tx -> tx.ledger().amount(3));
            XylemAccount.Snapshot before = account.snapshot();
            DryRun run = account.dryRun(tx -> tx.ledger().amount(4));
            assertTrue(run.changes().toString().contains("ledger.total: 3 -> 7"), run::toString);
            assertTrue(run.recomputed().contains("ledger.total"), run::toString);
            assertEquals(3, account.ledger().total());
            DryRun reset = account.dryRun(tx -> tx.ledger().year(1999));
            assertTrue(reset.changes().toString().contains("ledger.total: 3 -> 0"), reset::toString);
            assertFalse(reset.recomputed().contains("ledger.total"), reset::toString);
            account.commit(tx -> tx.ledger().amount(4));
            assertEquals(3, before.ledger().total());
            assertEquals(7, account.snapshot().ledger().total());
            assertEquals(List.of(new Change<>(0L, 3L), new Change<>(3L, 7L)), told);
            subscription.close();
        }
    }
}
