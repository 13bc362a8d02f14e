package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.Secret;
import dev.xylem.graph.Effects;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Rule4Test extends Programs {
    @Test
    @DisplayName("Rule 4: a refused commit names every problem with path, value and rule, and changes nothing")
    void everyProblem() {
        try (XylemGuest guest = start()) {
            long before = guest.store().snapshot().number();
            List<Problem> problems = refused(guest, tx -> {
                tx.sum().y(7);
                raw(tx, "sum/x", "banana");
                raw(tx, "device/1/mtu", "67");
                raw(tx, "remote/second", "2147483648");
                raw(tx, "remote/first", "");
            });
            assertEquals(
                    List.of(
                            HOME + "/sum/x = \"banana\": expected a whole number from -9223372036854775808 to"
                                    + " 9223372036854775807, for sum.x",
                            HOME + "/device/1/mtu = \"67\": expected at least 68, for second.mtu",
                            HOME + "/remote/second = \"2147483648\": expected a whole number from -2147483648 to"
                                    + " 2147483647, for remote.second",
                            HOME + "/remote/first = \"\": expected a whole number from -2147483648 to 2147483647,"
                                    + " for remote.first"),
                    problems.stream().map(Problem::toString).toList());
            assertEquals(before, guest.store().snapshot().number());
            assertEquals(before, guest.snapshot().commit());
            assertEquals(5, guest.sum().y());
            assertEquals("-", text(guest, "sum/y"));
            assertEquals(List.of(), journal.taken());
            guest.commit(tx -> tx.sum().x(10));
            assertEquals(15, guest.sum().z(), "nothing of the refused commit is left behind");
        }
    }

    @Test
    @DisplayName("Rule 4: a derived method that throws refuses the commit; independent problems are all named")
    void derivedMethods() {
        try (XylemGuest guest = start()) {
            List<Problem> problems = refused(guest, tx -> {
                tx.sum().x(Long.MAX_VALUE).y(1);
                tx.remote().first(1 << 20).second(1 << 20);
            });
            assertEquals(List.of("sum.z", "remote.product"), paths(problems));
            assertTrue(problems.get(0).rule().contains("ArithmeticException: long overflow"), problems::toString);
            assertEquals(6, guest.sum().z());
            assertEquals(6, guest.remote().product());
            assertEquals("6", text(guest, "sum/z"));
            guest.commit(tx -> tx.sum().y(6));
            assertEquals(7, guest.sum().z());
        }
    }

    @Test
    @DisplayName(
            "Rule 4: removing a required input is refused, by removing a parent too; a default and an optional are not")
    void absence() throws StoreException {
        try (XylemGuest guest = start();
                Session session = outsider(guest)) {
            assertEquals(List.of(HOME + "/sum/x"), paths(refused(guest, tx -> remove(tx, "sum/x"))));
            guest.commit(tx -> tx.vault().key(Secret.of("k")).pin(Secret.of(99)));
            RefusedException e = assertThrows(RefusedException.class, () -> session.remove(path("remote/first")));
            assertEquals(Errno.EINVAL, e.errno());
            assertEquals(
                    List.of(new Problem(
                            HOME + "/remote/first", "(absent)", "required by remote.first (int); write it")),
                    e.problems());
            guest.commit(tx -> {
                remove(tx, "vault");
                tx.sum().clearY();
            });
            assertEquals(Optional.empty(), guest.vault().key());
            assertEquals(1234, guest.vault().pin().reveal());
            guest.commit(tx -> {
                remove(tx, "sum/x");
                tx.sum().x(3);
            });
            assertEquals(8, guest.sum().z());
        }
    }

    @Test
    @DisplayName("Rule 4: removing a directory names every required input below it, whoever removes it")
    void parents() throws StoreException {
        try (XylemDeeper deep = XylemDeeper.builder()
                        .effects(Effects.direct())
                        .set("deep/a/one", "1")
                        .set("deep/b/c/two", "2")
                        .start();
                Session session = deep.store().session(deep.store().owner().caller(), (spelled, token) -> {})) {
            List<String> both = List.of(HOME + "/deep/a/one", HOME + "/deep/b/c/two");
            for (String parent : List.of("deep", "")) {
                Path removed = parent.isEmpty() ? Path.of(HOME) : path(parent);
                assertEquals(
                        both,
                        paths(assertThrows(RefusedException.class, () -> session.remove(removed))
                                .problems()));
            }
            assertEquals(
                    both.subList(1, 2),
                    paths(assertThrows(RefusedException.class, () -> session.remove(path("deep/b")))
                            .problems()));
            assertEquals(3, deep.deep().total());
        }
    }

    @Test
    @DisplayName(
            "Rule 4: outsiders get EINVAL; the reason is readable below /sys/refusals, also for whole transactions")
    void outsiders() throws StoreException {
        try (XylemGuest guest = start();
                Session session = outsider(guest)) {
            try (Transaction transaction = session.begin()) {
                transaction.write(path("sum/y"), bytes("6"));
                transaction.write(path("sum/x"), bytes("banana"));
                StoreException e = assertThrows(StoreException.class, transaction::commit);
                assertEquals(Errno.EINVAL, e.errno());
            }
            assertEquals(5, guest.sum().y());
            Path refusals = Path.of("/sys/refusals");
            List<String> names = session.directory(refusals);
            String text = new String(session.read(refusals.child(names.get(names.size() - 1))));
            assertTrue(text.contains(HOME + "/sum/x") && text.contains("banana"), text);
        }
    }

    @Test
    @DisplayName("Rule 4: constraints of Jakarta Validation are rules like conversions, for defaults of names too")
    void constraints() {
        try (XylemGuest guest = start()) {
            guest.commit(tx -> tx.first().mtu(68).name("eth15"));
            guest.commit(tx -> tx.first().mtu(65_535));
            List<Problem> problems = refused(guest, tx -> {
                tx.first().mtu(65_536).name("eth");
                tx.second().mtu(-1).name("abcdefghijklmnop0");
            });
            assertEquals(
                    List.of(
                            "expected at most 65535, for first.mtu",
                            "expected text that matches [a-z]+[0-9]+, for first.name",
                            "expected at least 68, for second.mtu",
                            "expected 0 to 15 characters, for second.name"),
                    problems.stream().map(Problem::rule).toList());
            assertEquals(65_535, guest.first().mtu());
            assertEquals(1500, guest.second().mtu());
        }
    }

    @Test
    @DisplayName("Rule 4: the problem of a secret shows nothing of it, in the exception and below /sys")
    void secrets() throws StoreException {
        try (XylemGuest guest = start();
                Session session = outsider(guest)) {
            CommitRefusedException wrong = assertThrows(
                    CommitRefusedException.class, () -> guest.commit(tx -> raw(tx, "vault/pin", "s3cret")));
            assertEquals("(secret)", wrong.problems().get(0).value());
            assertFalse(wrong.getMessage().contains("s3cret"), wrong.getMessage());
            CommitRefusedException thrown = assertThrows(
                    CommitRefusedException.class,
                    () -> guest.commit(tx -> tx.vault().pin(Secret.of(-31415))));
            assertEquals("vault.digits", thrown.problems().get(0).path());
            assertFalse(thrown.getMessage().contains("31415"), thrown.getMessage());
            assertThrows(StoreException.class, () -> session.write(path("vault/pin"), bytes("s3cret")));
            Path refusals = Path.of("/sys/refusals");
            for (String name : session.directory(refusals)) {
                String text = new String(session.read(refusals.child(name)));
                assertFalse(text.contains("s3cret") || text.contains("31415"), text);
            }
        }
    }
}
