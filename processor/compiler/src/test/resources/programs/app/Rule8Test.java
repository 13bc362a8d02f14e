package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Change;
import dev.xylem.DryRun;
import dev.xylem.Secret;
import dev.xylem.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Rule8Test extends Programs {
    @Test
    @DisplayName("Rule 8: explain lists rule, sources, inputs, path, commit number, writer and dependents")
    void explained() {
        try (XylemGuest guest = start()) {
            guest.commit(tx -> tx.sum().x(2));
            String number = Long.toString(guest.store().snapshot().number());
            String text = guest.explain("sum.z");
            for (String part : List.of(
                    "sum.z = 7 (long), inputs of commit " + number + ", published at " + HOME + "/sum/z",
                    "  sources:",
                    "sum.x = 2 (long), " + HOME + "/sum/x = \"2\", commit " + number + ", written by ",
                    "sum.y = 5 (long), " + HOME + "/sum/y, absent: the default",
                    "  dependents:",
                    "sum.tens = 0 (long)",
                    "sum.both = \"0/7\" (String)",
                    "sum.onZ (effect)")) {
                assertTrue(text.contains(part), () -> part + " in\n" + text);
            }
            assertTrue(guest.explain("sum.x").contains("The left operand."), guest.explain("sum.x"));
            assertTrue(guest.explain("sum.onTens").contains("sum.tens = 0"), guest.explain("sum.onTens"));
            assertTrue(guest.explain("remote.product").contains("What both make."), guest.explain("remote.product"));
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> guest.explain("sum.zz"));
            assertEquals("no value or effect is named sum.zz; did you mean sum.z?", e.getMessage());
        }
    }

    @Test
    @DisplayName("Rule 8: explain masks secrets and what is computed from them")
    void masked() {
        try (XylemGuest guest = start()) {
            guest.commit(tx -> tx.vault().key(Secret.of("s3cret")).pin(Secret.of(31_415)));
            for (String name : List.of("vault.key", "vault.pin", "vault.digits", "vault.changed")) {
                String text = guest.explain(name);
                assertFalse(text.contains("s3cret") || text.contains("31415"), text);
                assertTrue(text.contains("(secret)"), text);
            }
            assertEquals(List.of("key Optional[(secret)]"), journal.taken());
            assertEquals("Optional[(secret)]", guest.vault().key().toString());
            assertEquals("s3cret", text(guest, "vault/key"), "the store holds it, under its access list");
            assertFalse(guest.snapshot().vault().pin().toString().contains("31415"));
        }
    }

    @Test
    @DisplayName("Rule 8: a dry run says what would change, what would be computed and which effects would run")
    void dryRun() {
        try (XylemGuest guest = start()) {
            long number = guest.snapshot().commit();
            DryRun run = guest.dryRun(tx -> tx.sum().x(2));
            assertTrue(run.accepted());
            assertEquals(
                    List.of("sum.x: 1 -> 2 at " + HOME + "/sum/x", "sum.z: 6 -> 7 at " + HOME + "/sum/z"),
                    run.changes().stream().map(Object::toString).limit(2).toList());
            assertTrue(run.recomputed().containsAll(List.of("sum.z", "sum.tens", "sum.both")), run.toString());
            assertTrue(run.effects().contains("sum.onZ"), run.toString());
            assertFalse(guest.dryRun(tx -> tx.first().mtu(-1)).accepted());
            assertEquals(6, guest.sum().z());
            assertEquals(number, guest.snapshot().commit());
            guest.commit(tx -> tx.sum().x(2));
            assertEquals(7, guest.sum().z());
        }
    }

    @Test
    @DisplayName("Rule 8: subscribers are told of changes after the effects, until they close, which is immediate")
    void subscribers() {
        try (XylemGuest guest = start()) {
            List<Object> told = new ArrayList<>();
            journal.during = told::add;
            Subscription sum = guest.changes().sum().z(told::add);
            Subscription text = guest.changes().sum().both(told::add);
            Subscription second = guest.changes().second().mtu(told::add);
            guest.commit(tx -> tx.sum().x(1));
            assertEquals(List.of(), told);
            guest.commit(tx -> tx.sum().x(2));
            assertEquals(List.of("z 7", "tens 0 to 0, x 2", new Change<>(6L, 7L), new Change<>("0/6", "0/7")), told);
            told.clear();
            sum.close();
            text.close();
            text.close();
            guest.commit(tx -> {
                tx.sum().x(3);
                tx.first().mtu(9000);
                tx.second().mtu(1280);
            });
            assertEquals(List.of("z 8", "tens 0 to 0, x 3", new Change<>(1500, 1280)), told);
            second.close();
        }
    }

    @Test
    @DisplayName("Rule 8: a subscriber that throws is counted, and the others are told")
    void subscribersThatThrow() {
        builder.onEffectFailure((effect, commit, thrown) -> journal.note(effect + " " + thrown.getMessage()));
        try (XylemGuest guest = start()) {
            guest.changes().remote().product(change -> {
                throw new IllegalStateException("broken");
            });
            guest.changes().remote().product(change -> journal.note("product " + change.newValue()));
            guest.commit(tx -> tx.remote().first(4));
            assertEquals(List.of("subscriber of remote.product broken", "product 8"), journal.taken());
            assertEquals(List.of("negative -8"), remote.taken());
            assertEquals(1, guest.effectFailures());
        }
    }
}
