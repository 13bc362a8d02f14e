package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.server.TransactionUse.REQUIRED;
import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.store.Snapshot;
import dev.xylem.xenstore.server.Rule.Anybody;
import dev.xylem.xenstore.server.Rule.Handler;
import dev.xylem.xenstore.server.Rule.OnNode;
import dev.xylem.xenstore.server.Rule.Privileged;
import dev.xylem.xenstore.server.Rule.PrivilegedAboutOthers;
import dev.xylem.xenstore.server.Rule.PrivilegedUnless;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each row of the table says about arguments, transactions and what a refusal leaves, tried on a server. */
class OperationTableTest {
    static List<Operation> rows() {
        return OperationTable.STANDARD.all();
    }

    /** A site on which every sample succeeds for domain 0. */
    private static Site site(OperationTable table) {
        Site site = new Site(table);
        site.guest(7);
        site.guest(8);
        site.machine.build(9);
        site.node("/node", "value", "b0");
        site.dom0.text(WATCH, "/node|watched|");
        return site;
    }

    private static String sample(Operation row) {
        return row.sample().replace("$", "/node");
    }

    private static int transaction(Operation row, Conversation talk) {
        return row.transaction() == REQUIRED ? begin(talk) : 0;
    }

    private static int begin(Conversation talk) {
        return Integer.parseInt(talk.text(TRANSACTION_START, "|").replace("|", ""));
    }

    /** All that a request might change. */
    private record Everything(
            Snapshot tree, String log, String quotas, String domains, String accounts, int watches, int transactions) {
        static Everything of(Site site) {
            return new Everything(
                    site.state(),
                    site.read("/sys/log/level"),
                    site.store.quotas().toString(),
                    site.domains.list().toString(),
                    site.store.accounts().stream()
                            .map(account -> account.principal() + " " + account.quotas() + " " + account.memory())
                            .sorted()
                            .collect(Collectors.joining("; ")),
                    site.server.clients().all().stream()
                            .mapToInt(Client::watches)
                            .sum(),
                    site.server.clients().all().stream()
                            .mapToInt(Client::transactions)
                            .sum());
        }
    }

    @Test
    void everyTypeThatClientsSendHasOneRow() {
        Set<MessageType> sent = Arrays.stream(MessageType.values()).collect(Collectors.toSet());
        sent.removeAll(Set.of(WATCH_EVENT, ERROR));
        assertEquals(sent, rows().stream().map(Operation::type).collect(Collectors.toSet()));
        for (Operation row : rows()) {
            assertSame(row, OperationTable.STANDARD.find(row.type().number()));
        }
        for (int number : new int[] {15, 16, 20, 27, -1, Integer.MIN_VALUE}) {
            assertNull(OperationTable.STANDARD.find(number));
        }
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tried
    void thereIsNoRowWithoutARuleOfAccess() {
        assertThrows(
                NullPointerException.class,
                () -> new Operation(READ, null, Shape.STRING, TransactionUse.OPTIONAL, Effect.NONE, Set.of(), "/|"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void samplesSucceed(Operation row) {
        try (Site site = site(OperationTable.STANDARD)) {
            String reply = site.dom0.text(row.type(), transaction(row, site.dom0), sample(row));
            assertEquals(
                    "", reply.matches("E[A-Z0-9]+") ? reply : "", row.type().name());
        }
    }

    /** Strict shapes: no final NUL, too few and too many strings, and octets where there shall be none. */
    @ParameterizedTest
    @MethodSource("rows")
    void wrongShapesAreEinval(Operation row) {
        try (Site site = site(OperationTable.STANDARD)) {
            int transaction = transaction(row, site.dom0);
            Everything before = Everything.of(site);
            for (String payload : wrong(row.shape())) {
                String reply = site.dom0.text(row.type(), transaction, payload);
                assertEquals("EINVAL", reply, () -> row.type() + " " + payload);
            }
            assertEquals(before, Everything.of(site));
        }
    }

    private static List<String> wrong(Shape shape) {
        List<String> wrong = new ArrayList<>(List.of("/x"));
        if (shape == Shape.STRING_AND_OCTETS) {
            wrong.add("");
            return wrong;
        }
        for (int count = 0; count < shape.least(); count++) {
            wrong.add("0|".repeat(count));
        }
        if (shape.most() < Integer.MAX_VALUE) {
            wrong.add("0|".repeat(shape.most() + 1));
            wrong.add("|".repeat(shape.most() + 1));
        }
        wrong.add("0|".repeat(shape.least()) + "0");
        if (shape == Shape.EMPTY) {
            wrong.add("0|");
        }
        return wrong;
    }

    /** T-3, T-4, and ids that mean nothing. */
    @ParameterizedTest
    @MethodSource("rows")
    void unknownTransactions(Operation row) {
        try (Site site = site(OperationTable.STANDARD)) {
            String expected = switch (row.transaction()) {
                case OPTIONAL, REQUIRED -> "ENOENT";
                case FORBIDDEN -> "EBUSY";
                case IGNORED -> "OK|";
            };
            assertEquals(expected, site.dom0.text(row.type(), 12345, sample(row)));
            if (row.transaction() != TransactionUse.IGNORED) {
                assertEquals(expected, site.dom0.text(row.type(), -1, sample(row)));
            }
        }
    }

    /** XSA-484: whatever drops transactions may name one, live or not, and leaves a server that goes on. */
    @ParameterizedTest
    @MethodSource("rows")
    void everythingInsideATransactionAndOfOnesThatAreGone(Operation row) {
        try (Site site = site(OperationTable.STANDARD)) {
            int live = begin(site.dom0);
            assertEquals("OK|", site.dom0.text(WRITE, live, "/other|1"));
            String inside = site.dom0.text(row.type(), live, sample(row));
            String expected = row.transaction() == TransactionUse.FORBIDDEN ? "EBUSY" : "";
            assertEquals(
                    expected,
                    inside.matches("E[A-Z0-9]+") ? inside : "",
                    row.type().name());
            site.dom0.text(RESET_WATCHES, live, "|");
            String after = site.dom0.text(row.type(), live, sample(row));
            switch (row.transaction()) {
                case OPTIONAL, REQUIRED ->
                    assertEquals("ENOENT", after, row.type().name());
                case FORBIDDEN -> assertEquals("EBUSY", after);
                case IGNORED -> {}
            }
            assertEquals("value", site.read("/node").isEmpty() ? "value" : site.read("/node"));
            assertEquals("OK|", site.dom0.text(WRITE, "/node|goes on"));
        }
    }

    /** Q-1, XSA-326: what is refused changes neither tree nor log nor counters, and nobody hears of it. */
    @ParameterizedTest
    @MethodSource("rows")
    void refusalsLeaveNoTrace(Operation row) {
        try (Site site = site(OperationTable.STANDARD)) {
            Conversation guest = site.guest(8);
            site.node("/secret", "1", "n0");
            site.dom0.text(WATCH, "/|all|");
            site.dom0.text(WATCH, "@releaseDomain|all|");
            site.dom0.text(WATCH, "@introduceDomain|all|");
            site.dom0.events();
            Everything before = Everything.of(site);
            List<String> payloads = List.of(
                    "", "|", "x", "/secret|", "/secret|1|", "/secret|1|2|", "//|", "65536|nodes|1|", "@x|", "\u00ff|");
            for (String payload : payloads) {
                for (int transaction : new int[] {0, 99}) {
                    String reply = guest.text(row.type(), transaction, payload);
                    if (reply.matches("E[A-Z0-9]+")) {
                        assertEquals(before, Everything.of(site), row.type() + " " + payload + " " + reply);
                    } else {
                        guest.text(RESET_WATCHES, "|");
                    }
                }
            }
            if (row.rule() instanceof Privileged) {
                assertEquals("EACCES", guest.text(row.type(), sample(row)));
            }
            assertEquals(before, Everything.of(site));
            assertEquals(List.of(), site.dom0.events(), row.type().name());
        }
    }

    /** A table in which the handler of one operation does its work, or not, and then fails. */
    private static OperationTable failing(Operation broken, boolean afterwards) {
        List<Operation> rows = new ArrayList<>(rows());
        rows.set(
                rows.indexOf(broken),
                new Operation(
                        broken.type(),
                        failing(broken.rule(), afterwards),
                        broken.shape(),
                        broken.transaction(),
                        broken.effect(),
                        broken.charges(),
                        broken.sample()));
        return new OperationTable(rows);
    }

    private static Rule failing(Rule rule, boolean afterwards) {
        if (rule instanceof OnNode node) {
            return new OnNode(node.right(), node.special(), (on, path, exchange) -> {
                if (afterwards) {
                    node.handler().handle(on, path, exchange);
                }
                throw new IllegalStateException("broken for a test");
            });
        } else if (rule instanceof Anybody own) {
            return new Anybody(failing(own.handler(), afterwards));
        } else if (rule instanceof Privileged privileged) {
            return new Privileged(failing(privileged.handler(), afterwards));
        } else if (rule instanceof PrivilegedAboutOthers both) {
            return new PrivilegedAboutOthers(failing(both.own(), afterwards), failing(both.others(), afterwards));
        } else if (rule instanceof PrivilegedUnless unless) {
            return new PrivilegedUnless(
                    unless.command(), failing(unless.own(), afterwards), failing(unless.others(), afterwards));
        }
        throw new AssertionError(rule);
    }

    private static <T> Handler<T> failing(Handler<T> handler, boolean afterwards) {
        return (on, exchange) -> {
            if (afterwards) {
                handler.handle(on, exchange);
            }
            throw new StackOverflowError("broken for a test");
        };
    }

    /** T-8: whatever a handler throws is EIO, counted, and costs nobody else anything. */
    @ParameterizedTest
    @MethodSource("rows")
    void failingHandlers(Operation row) {
        for (boolean afterwards : new boolean[] {false, true}) {
            try (Site site = site(failing(row, afterwards))) {
                int id = transaction(row, site.dom0);
                long failures = site.server.counters().failures();
                assertEquals(
                        "EIO",
                        site.dom0.text(row.type(), id, sample(row)),
                        row.type().name());
                assertEquals(failures + 1, site.server.counters().failures());
                Conversation innocent = site.guest(7);
                String asked = innocent.text(GET_DOMAIN_PATH, "7|");
                assertEquals(row.type() == GET_DOMAIN_PATH ? "EIO" : "/local/domain/7|", asked);
            }
        }
    }

    /** T-8: and it spoils the transaction, so that its end fails as a whole. */
    @ParameterizedTest
    @MethodSource("rows")
    void failingHandlersSpoilTransactions(Operation row) {
        if (row.transaction() != TransactionUse.OPTIONAL) {
            return;
        }
        for (boolean afterwards : new boolean[] {false, true}) {
            try (Site site = site(failing(row, afterwards))) {
                int id = begin(site.dom0);
                site.dom0.text(MKDIR, id, "/new|");
                assertEquals(
                        "EIO",
                        site.dom0.text(row.type(), id, sample(row)),
                        row.type().name());
                String end = site.dom0.text(TRANSACTION_END, id, "T|");
                assertEquals(row.type() == RESET_WATCHES && afterwards ? "ENOENT" : "ENOMEM", end);
                assertEquals("ENOENT", site.read("/new"));
                assertEquals("value", site.read("/node"));
            }
        }
    }
}
